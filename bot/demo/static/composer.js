// The message field. Plain text is sent as a message; a leading slash opens the commands.

import { busy } from "/static/components.js";
import { editCommand } from "/static/command.js";
import { $, h } from "/static/dom.js";
import { onCommand } from "/static/mentions.js";
import { followEnd } from "/static/messages.js";
import { openModal } from "/static/modal.js";
import { perform, store } from "/static/store.js";
import * as suggest from "/static/suggest.js";

const MOST_SHOWN = 60;
const CONVERSATION = 1;
let editing = null;
let drawnFor = "";

export function setUpComposer() {
  onCommand(startCommand);
  $("composer").addEventListener("submit", (event) => {
    event.preventDefault();
    send();
  });
  drawPlain("");
}

export function drawComposer() {
  const key = store.channel && `${store.persona}/${store.channel}`;
  if (key && key !== drawnFor) {
    // What was typed before the first room arrived stays.
    if (drawnFor) drawPlain("");
    drawnFor = key;
  }
  $("compose")?.setAttribute("placeholder", invitation());
  // The commands of a room arrive a moment after the room itself.
  const field = $("compose");
  if (field?.value.startsWith("/") && document.activeElement === field) takesWholeName(field.value) || offerCommands();
}

// The bot's commands live in the server: its private conversation takes messages only.
function invitation() {
  const room = store.state?.channels.find((one) => one.id === store.channel);
  if (!room) return "Message, or type /";
  return room.type === CONVERSATION ? `Message ${room.name}` : `Message #${room.name}, or type /`;
}

const sendButton = () => h("button", { type: "submit", class: "icon send", "aria-label": "Send" }, "➤");

function drawPlain(text) {
  editing = null;
  suggest.hide();
  const slash = h(
    "button",
    {
      type: "button",
      class: "icon",
      "aria-label": "Show commands",
      onclick: () => (drawPlain("/"), focusEnd(), offerCommands()),
    },
    "/",
  );
  const field = h("textarea", {
    id: "compose",
    rows: "1",
    maxlength: "2000",
    role: "combobox",
    "aria-label": "Message",
    "aria-autocomplete": "list",
    "aria-expanded": "false",
    placeholder: invitation(),
    oninput: () => (grow(field), takesWholeName(field.value) || offerCommands()),
    onkeydown: plainKeys,
    onblur: () => suggest.hide(),
  });
  field.value = text;
  $("composer").replaceChildren(slash, field, sendButton());
}

function focusEnd() {
  const field = $("compose");
  field.focus();
  field.setSelectionRange(field.value.length, field.value.length);
}

function grow(field) {
  field.style.height = "auto";
  field.style.height = `${Math.min(field.scrollHeight, 160)}px`;
}

function plainKeys(event) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (suggest.isOpen() && step) {
    event.preventDefault();
    suggest.move(step);
  } else if (suggest.isOpen() && event.key === "Escape") {
    event.preventDefault();
    suggest.hide();
  } else if (event.key === "Enter" && !event.shiftKey) {
    event.preventDefault();
    if (!suggest.take()) send();
  } else if (event.key === "Tab" && suggest.take()) {
    event.preventDefault();
  }
}

// A space after the whole name of a command opens it, as in Discord.
function takesWholeName(text) {
  const name = /^\/(.+) $/.exec(text)?.[1].toLowerCase();
  if (!store.commands.some((command) => command.path === name)) return false;
  startCommand(name);
  return true;
}

function offerCommands() {
  const field = $("compose");
  if (!field.value.startsWith("/")) return suggest.hide();
  const wanted = field.value.slice(1).toLowerCase().trim();
  const found = rank(wanted).slice(0, MOST_SHOWN);
  const title = found.length ? "Commands of Cohort" : nothingFits(wanted);
  suggest.offer(field, title, found.map(commandLine), startCommand);
}

const NONE_HERE = "Cohort has no commands here. Use a channel of the server.";

const nothingFits = (wanted) => (store.commands.length ? `No command fits “/${wanted}”.` : NONE_HERE);

const commandLine = (command) => ({
  value: command.path,
  label: `/${command.path}`,
  description: command.description,
  extra: command.options.filter((option) => option.required).map((option) => option.name).join(", "),
});

// Commands that start like the text, then those with a word that does, then the rest that contain it.
function rank(wanted) {
  const score = (path) => {
    if (path.startsWith(wanted)) return 0;
    if (path.split(" ").some((word) => word.startsWith(wanted))) return 1;
    return path.includes(wanted) ? 2 : 3;
  };
  const scored = store.commands.map((command) => [score(command.path), command]);
  return scored.filter(([points]) => points < 3).sort(
    (a, b) => a[0] - b[0] || a[1].path.localeCompare(b[1].path),
  ).map(([, command]) => command);
}

// Opens a command with its options; a command that is not available is offered as text.
export function startCommand(path) {
  const find = (fits) => store.commands.find((command) => fits(command.path));
  const known = find((name) => name === path) ?? find((name) => name.startsWith(`${path} `));
  if (!known) {
    drawPlain(`/${path}`);
    focusEnd();
    return offerCommands();
  }
  suggest.hide();
  editing = editCommand(known, { onLeave: (text) => (drawPlain(text), focusEnd(), offerCommands()), onSend: send });
  $("composer").replaceChildren(editing.node, sendButton());
  editing.focus();
}

function send() {
  const button = $("composer").querySelector(".send");
  return busy(button, editing ? sendCommand : sendText);
}

async function sendCommand() {
  const { command, check, values } = editing;
  if (!check()) return;
  suggest.hide();
  followEnd();
  const options = await values();
  const reply = await perform("slash", { channel: store.channel, command: command.path, options });
  // What the bot refused has been sent all the same; what is only filled in wrongly stays to be corrected.
  if (reply.error && !reply.sent) return;
  drawPlain("");
  if (reply.modal) openModal(reply.modal);
  else $("compose").focus();
}

async function sendText() {
  const field = $("compose");
  const text = field.value.trim();
  if (!text) return;
  if (text.startsWith("/")) return offerCommands();
  field.value = "";
  grow(field);
  followEnd();
  const reply = await perform("say", { channel: store.channel, text });
  if (reply.error) field.value = text;
}
