// One option of a command: typed text, a choice from a list, suggestions of the bot, or a file.

import { freshId, h } from "/static/dom.js";
import { readFile } from "/static/modal.js";
import { perform, store } from "/static/store.js";
import * as suggest from "/static/suggest.js";

const BOOLEAN = 5;
const USER = 6;
const CHANNEL = 7;
const ROLE = 8;
const MENTIONABLE = 9;
const FILE = 11;
const WAIT_MS = 120;

const NUMERIC = new Set([4, 10]);

export function optionField(option, hooks) {
  return option.type === FILE ? fileField(option, hooks) : textField(option, hooks);
}

function fileField(option, hooks) {
  const id = freshId("option");
  const input = h(
    "input",
    { id, type: "file", class: "file-input", onkeydown: (event) => event.key === "Escape" && hooks.leave() },
  );
  const node = frame(option, id, input);
  const isEmpty = () => input.files.length === 0;
  const problem = () => (option.required && isEmpty() ? `Choose a file for ${option.name}.` : null);
  return {
    option,
    node,
    input,
    isEmpty,
    problem,
    mark: marker(node, input),
    focus: () => input.focus(),
    raw: () => null,
    final: () => readFile(input.files[0]),
  };
}

const frame = (option, id, input) => h(
  "div",
  { class: "option" },
  h("label", { for: id, title: option.description }, option.name),
  input,
);

const marker = (node, input) => (problem) => {
  node.classList.toggle("wrong", Boolean(problem));
  input.setAttribute("aria-invalid", String(Boolean(problem)));
};

function textField(option, hooks) {
  const id = freshId("option");
  const input = h(
    "input",
    {
      id,
      type: "text",
      role: "combobox",
      "aria-autocomplete": "list",
      "aria-expanded": "false",
      "aria-required": String(Boolean(option.required)),
      dataset: { option: option.name },
      placeholder: option.required ? "" : "optional",
    },
  );
  const self = { option, input, node: frame(option, id, input), chosen: null, turn: 0 };
  const fit = () => (input.style.width = `${Math.min(Math.max(input.value.length + 2, 9), 36)}ch`);
  const pick = (item) => {
    self.chosen = item;
    self.turn++;
    input.value = item.label;
    fit();
    self.mark(null);
    suggest.hide();
  };
  const look = () => offer(self, hooks, pick);
  input.addEventListener("input", () => {
    self.chosen = null;
    fit();
    look();
  });
  input.addEventListener("focus", look);
  input.addEventListener("blur", () => suggest.hide());
  input.addEventListener("keydown", (event) => keys(event, self, hooks));
  fit();
  return Object.assign(self, {
    mark: marker(self.node, input),
    isEmpty: () => input.value.trim() === "",
    problem: () => problem(self),
    focus: () => input.focus(),
    raw: () => value(self),
    final: () => value(self),
  });
}

function keys(event, self, hooks) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step) {
    event.preventDefault();
    suggest.move(step);
  } else if (event.key === "Enter") {
    event.preventDefault();
    if (self.chosen || !wantsPick(self) || !suggest.take()) hooks.next();
  } else if (event.key === "Tab" && !self.chosen && wantsPick(self)) {
    suggest.take();
  } else if (event.key === "Escape" || (event.key === "Backspace" && self.input.value === "")) {
    event.preventDefault();
    if (event.key === "Escape" && suggest.isOpen() && suggest.count()) suggest.hide();
    else hooks.leave();
  }
}

// An empty optional field is left alone; everything else takes the highlighted line.
const wantsPick = (self) => self.option.required || self.input.value.trim() !== "";

function offer(self, hooks, pick) {
  if (self.chosen) return suggest.hide();
  if (self.option.autocomplete) return askBot(self, hooks, pick);
  const text = self.input.value.trim().toLowerCase();
  const fitting = fixedChoices(self.option).filter((one) => one.label.toLowerCase().includes(text));
  suggest.offer(self.input, title(self.option), fitting.slice(0, 25).map((one) => line(one)), pick);
}

const title = (option) => `${option.name}: ${option.description || "type a value"}${bounds(option)}`;

function bounds(option) {
  if (option.min_value != null && option.max_value != null) return ` (${option.min_value} to ${option.max_value})`;
  if (option.max_length) return ` (up to ${option.max_length} characters)`;
  return "";
}

const line = (choice) => ({ value: choice, label: choice.label, description: choice.description });

async function askBot(self, hooks, pick) {
  const turn = ++self.turn;
  await new Promise((resolve) => setTimeout(resolve, WAIT_MS));
  if (turn !== self.turn || document.activeElement !== self.input) return;
  const options = hooks.filled();
  delete options[self.option.name];
  const asked = {
    channel: store.channel,
    command: hooks.command.path,
    option: self.option.name,
    text: self.input.value,
    options,
  };
  const reply = await perform("suggest", asked, { quiet: true });
  if (turn !== self.turn || document.activeElement !== self.input) return;
  const found = (reply.choices ?? []).map((one) => line({ label: one.name, value: one.value }));
  suggest.offer(self.input, found.length ? title(self.option) : (reply.error ?? "No suggestions."), found, pick);
}

function fixedChoices(option) {
  const { users, roles, channels, bot } = store.state;
  const people = users.filter((user) => user.id !== bot).map((user) => ({ label: `@${user.name}`, value: user.id }));
  const groups = roles.map((role) => ({ label: `@${role.name}`, value: role.id }));
  if (option.choices?.length) return option.choices.map((one) => ({ label: one.name, value: one.value }));
  if (option.type === BOOLEAN) return [{ label: "True", value: true }, { label: "False", value: false }];
  if (option.type === USER) return people;
  if (option.type === ROLE) return groups;
  if (option.type === MENTIONABLE) return [...people, ...groups];
  if (option.type === CHANNEL) return rooms(option, channels);
  return [];
}

function rooms(option, channels) {
  const wanted = option.channel_types?.length ? option.channel_types : null;
  const allowed = (one) => (wanted ? wanted.includes(one.type) : ![1, 4].includes(one.type));
  return channels.filter(allowed).map((one) => ({ label: `#${one.name}`, value: one.id }));
}

const isClosed = (option) => [
  BOOLEAN,
  USER,
  CHANNEL,
  ROLE,
  MENTIONABLE,
].includes(option.type) || (option.choices?.length > 0 && !option.autocomplete);

// The choice whose name was typed in full counts as picked.
function typedChoice(self) {
  const text = self.input.value.trim().toLowerCase();
  return fixedChoices(self.option).find((one) => [
    one.label,
    `${one.value}`].some((name) => name.toLowerCase().replace(/^[@#]/, "") === text.replace(/^[@#]/, "")),
  );
}

function value(self) {
  const text = self.input.value.trim();
  const choice = self.chosen ?? (isClosed(self.option) ? typedChoice(self) : null);
  const raw = choice ? choice.value : text;
  return self.option.type === BOOLEAN ? raw : String(raw);
}

function problem(self) {
  const { option, input } = self;
  const text = input.value.trim();
  if (!text) return option.required ? `${option.name} is required.` : null;
  if (isClosed(option) && !self.chosen && !typedChoice(self)) return `Choose ${option.name} from the list.`;
  const isNumber = self.chosen || /^-?\d+(\.\d+)?$/.test(text);
  if (NUMERIC.has(option.type) && !isNumber) return `${option.name} takes a number.`;
  const tooMany = option.max_length && text.length > option.max_length && !self.chosen;
  return tooMany ? `${option.name} takes ${option.max_length} characters, this is ${text.length}.` : null;
}
