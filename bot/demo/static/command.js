// Filling in one command: its required options at once, the optional ones when they are wanted.

import { h } from "/static/dom.js";
import { optionField } from "/static/options.js";
import * as suggest from "/static/suggest.js";

export function editCommand(command, { onLeave, onSend }) {
  const fields = new Map();
  const shown = h("div", { class: "given" });
  const more = h("div", { class: "more", role: "group", "aria-label": "Optional" });
  const hooks = {
    next: () => next(fields, onSend),
    leave: () => onLeave(`/${command.path}`),
    filled: () => filledValues(fields),
    command,
  };
  for (const option of command.options.filter((one) => one.required)) add(option, fields, shown, hooks);
  drawMore(command, fields, shown, more, hooks);
  const label = h("span", {
    class: "path",
    tabindex: fields.size ? null : "0",
    onkeydown: (event) => aloneKeys(event, hooks),
  }, `/${command.path}`);
  const about = `/${command.path}: ${command.description}`;
  const node = h("div", { class: "command", role: "group", "aria-label": about }, label, shown, more);
  return {
    node,
    command,
    focus: () => ([...fields.values()][0]?.focus ?? (() => label.focus()))(),
    check: () => check(fields),
    values: () => finalValues(fields),
  };
}

// A command without required options has no field yet: its name takes the keys.
function aloneKeys(event, hooks) {
  if (event.key === "Enter") {
    event.preventDefault();
    hooks.next();
  } else if (event.key === "Escape" || event.key === "Backspace") {
    event.preventDefault();
    hooks.leave();
  }
}

function add(option, fields, shown, hooks) {
  const field = optionField(option, hooks);
  fields.set(option.name, field);
  shown.append(field.node);
  return field;
}

function drawMore(command, fields, shown, more, hooks) {
  const left = command.options.filter((option) => !fields.has(option.name));
  const reveal = (option) => {
    const field = add(option, fields, shown, hooks);
    drawMore(command, fields, shown, more, hooks);
    field.focus();
  };
  more.replaceChildren(...left.map(
    (option) => h(
      "button",
      {
        type: "button",
        class: "chip",
        title: option.description,
        dataset: { option: option.name },
        onclick: () => reveal(option),
      },
      `+ ${option.name}`),
    ),
  );
}

// Enter moves to the first required option that is still empty, and sends when there is none.
function next(fields, onSend) {
  const missing = [...fields.values()].find((field) => field.option.required && field.isEmpty());
  if (missing) missing.focus();
  else onSend();
}

function check(fields) {
  const wrong = [...fields.values()].find((field) => field.problem());
  for (const field of fields.values()) field.mark(field.problem());
  wrong?.focus();
  if (wrong) suggest.offer(wrong.input, wrong.problem(), [], () => {});
  return !wrong;
}

function filledValues(fields) {
  const given = [...fields.values()].filter((field) => !field.isEmpty() && field.option.type !== 11);
  return Object.fromEntries(given.map((field) => [field.option.name, field.raw()]));
}

async function finalValues(fields) {
  const given = [...fields.values()].filter((field) => !field.isEmpty());
  return Object.fromEntries(await Promise.all(given.map(async (field) => [field.option.name, await field.final()])));
}
