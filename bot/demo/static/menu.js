// A select menu: one button that opens a list, for one or several values, by mouse, touch or keyboard.

import { freshId, h } from "/static/dom.js";

const emojiText = (emoji) => (emoji ? `${emoji.id ? `:${emoji.name}:` : emoji.name} ` : "");

// What can be chosen: the menu's own options, or people, roles and channels of the server.
export function choicesOf(part, state) {
  const people = () => state.users.map((user) => ({ value: user.id, label: user.name }));
  const roles = () => state.roles.map((role) => ({ value: role.id, label: `@${role.name}` }));
  const chosen = new Set((part.default_values ?? []).map((one) => one.id));
  const preset = (list) => list.map((one) => ({ ...one, chosen: chosen.has(one.value) }));
  switch (part.type) {
    case 5:
      return preset(people().filter((one) => one.value !== state.bot));
    case 6:
      return preset(roles());
    case 7:
      return preset([...people().filter((one) => one.value !== state.bot), ...roles()]);
    case 8:
      return preset(channels(part, state));
    default:
      return (part.options ?? []).map(
        (one) => ({
          value: one.value,
          label: emojiText(one.emoji) + one.label,
          description: one.description,
          chosen: Boolean(one.default),
        }),
      );
  }
}

function channels(part, state) {
  const allowed = part.channel_types?.length ? part.channel_types : null;
  return state.channels
    .filter((one) => one.type !== 1 && (allowed ? allowed.includes(one.type) : one.type !== 4))
    .map((one) => ({ value: one.id, label: `#${one.name}` }));
}

// `onDone(values)` is called once a choice is complete; `values()` reads it at any time.
export function menu({ part, choices, slot, onDone, label }) {
  const state = {
    part,
    choices,
    at: 0,
    onDone,
    chosen: new Set(choices.filter((one) => one.chosen).map((one) => one.value)),
  };
  state.max = Math.min(part.max_values ?? 1, Math.max(choices.length, 1));
  state.min = part.min_values ?? 1;
  state.list = h(
    "ul",
    {
      class: "choices",
      role: "listbox",
      id: freshId("choices"),
      popover: "auto",
      tabindex: "-1",
      "aria-multiselectable": String(state.max > 1),
    },
  );
  state.face = h("button", {
    type: "button",
    class: "menu",
    role: "combobox",
    "aria-haspopup": "listbox",
    "aria-expanded": "false",
    "aria-controls": state.list.id,
    "aria-label": label,
    disabled: Boolean(part.disabled),
    dataset: { slot: slot ?? "" },
    onclick: () => toggle(state),
    onkeydown: (event) => keys(event, state),
  });
  state.list.addEventListener("toggle", (event) => closedOrOpened(event, state));
  paint(state);
  return { node: h("div", { class: "menu-box" }, state.face, state.list), values: () => inOrder(state) };
}

const inOrder = (state) => state.choices.filter((one) => state.chosen.has(one.value)).map((one) => one.value);

function paint(state) {
  const names = state.choices.filter((one) => state.chosen.has(one.value)).map((one) => one.label);
  const text = names.join(", ") || state.part.placeholder || (state.max > 1 ? "Choose…" : "Make a choice");
  state.face.replaceChildren(
    h("span", { class: names.length ? "" : "hint" }, text),
    h("span", { "aria-hidden": "true" }, "▾"),
  );
  state.list.replaceChildren(
    ...state.choices.map((one, at) => option(state, one, at)),
    state.max > 1 ? doneButton(state) : "",
  );
}

function option(state, one, at) {
  const chosen = state.chosen.has(one.value);
  return h(
    "li",
    {
      role: "option",
      id: `${state.list.id}-${at}`,
      class: at === state.at ? "active" : "",
      "aria-selected": String(chosen),
      onclick: () => pick(state, at),
    },
    h("span", { class: "tick", "aria-hidden": "true" }, chosen ? "✓" : ""),
    h(
      "span",
      {},
      h("span", { class: "name" }, one.label),
      one.description && h("span", { class: "about" }, one.description),
    ),
  );
}

const doneButton = (state) => h(
  "li",
  { role: "presentation", class: "done" },
  h(
    "button",
    { type: "button", class: "button primary", tabindex: "-1", onclick: () => state.list.hidePopover() },
    "Use this choice",
  ),
);

function pick(state, at) {
  const { value } = state.choices[at];
  state.at = at;
  if (state.max === 1) {
    state.chosen = new Set(state.min === 0 && state.chosen.has(value) ? [] : [value]);
    state.changed = true;
    state.list.hidePopover();
  } else {
    if (state.chosen.has(value)) state.chosen.delete(value);
    else if (state.chosen.size < state.max) state.chosen.add(value);
    state.changed = true;
  }
  paint(state);
  point(state);
}

function toggle(state) {
  if (state.list.matches(":popover-open")) state.list.hidePopover();
  else open(state);
}

function open(state) {
  state.changed = false;
  state.list.showPopover();
  place(state);
  point(state);
}

// Below the button if there is room, otherwise above; never wider than the window.
function place({ face, list }) {
  const box = face.getBoundingClientRect();
  const below = window.innerHeight - box.bottom - 12;
  const above = box.top - 12;
  const up = below < 180 && above > below;
  list.style.width = `${Math.min(box.width, window.innerWidth - 16)}px`;
  list.style.left = `${Math.max(8, Math.min(box.left, window.innerWidth - box.width - 8))}px`;
  list.style.maxHeight = `${Math.min(up ? above : below, 380)}px`;
  list.style.top = up ? "auto" : `${box.bottom + 4}px`;
  list.style.bottom = up ? `${window.innerHeight - box.top + 4}px` : "auto";
}

function point(state) {
  [...state.list.querySelectorAll("[role=option]")].forEach(
    (node, at) => node.classList.toggle("active", at === state.at),
  );
  const active = state.list.children[state.at];
  if (active?.id) state.face.setAttribute("aria-activedescendant", active.id);
  active?.scrollIntoView({ block: "nearest" });
}

function closedOrOpened(event, state) {
  const isOpen = event.newState === "open";
  state.face.setAttribute("aria-expanded", String(isOpen));
  if (isOpen || !state.changed) return;
  state.changed = false;
  if (state.chosen.size >= state.min) state.onDone?.(inOrder(state));
}

function keys(event, state) {
  const isOpen = state.list.matches(":popover-open");
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step) {
    event.preventDefault();
    if (!isOpen) return open(state);
    state.at = (state.at + step + state.choices.length) % state.choices.length;
    point(state);
  } else if (isOpen && (event.key === "Enter" || event.key === " ")) {
    event.preventDefault();
    if (state.choices.length) pick(state, state.at);
  } else if (isOpen && event.key === "Tab") {
    state.list.hidePopover();
  } else if (isOpen && event.key === "Escape") {
    event.preventDefault();
    event.stopPropagation();
    state.list.hidePopover();
  }
}
