// The list above the message field: commands, choices and autocomplete, with one highlighted line.

import { $, h } from "/static/dom.js";

let items = [];
let at = 0;
let onPick = () => {};
let owner = null;

export const isOpen = () => !$("suggest").hidden;
export const count = () => items.length;

export function offer(field, title, list, pick) {
  owner = field;
  items = list;
  onPick = pick;
  at = 0;
  const box = $("suggest");
  if (!list.length && !title) return hide();
  box.replaceChildren(
    h("p", { class: "suggest-title" }, title),
    h("ul", { role: "listbox", id: "suggestions", "aria-label": title }, list.map(line)),
  );
  box.hidden = false;
  field.setAttribute("aria-expanded", "true");
  field.setAttribute("aria-controls", "suggestions");
  point();
}

function line(item, index) {
  return h(
    "li",
    {
      role: "option",
      id: `suggestion-${index}`,
      // The field keeps the focus: a click must not take it away.
      onpointerdown: (event) => event.preventDefault(),
      onclick: () => onPick(item.value),
    },
    h("span", { class: "name" }, item.label),
    item.description && h("span", { class: "about" }, item.description),
    item.extra && h("span", { class: "extra" }, item.extra),
  );
}

export function hide() {
  $("suggest").hidden = true;
  items = [];
  owner?.setAttribute("aria-expanded", "false");
  owner?.removeAttribute("aria-activedescendant");
}

function point() {
  [...$("suggest").querySelectorAll("li")].forEach((node, index) => {
    node.classList.toggle("active", index === at);
    node.setAttribute("aria-selected", String(index === at));
    if (index !== at) return;
    owner?.setAttribute("aria-activedescendant", node.id);
    node.scrollIntoView({ block: "nearest" });
  });
}

export function move(step) {
  if (!items.length) return;
  at = (at + step + items.length) % items.length;
  point();
}

// Takes the highlighted line; false when there is none.
export function take() {
  if (!isOpen() || !items.length) return false;
  onPick(items[at].value);
  return true;
}
