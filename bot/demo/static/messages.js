// The message list of the open room.

import { components } from "/static/components.js";
import { $, h, reconcile } from "/static/dom.js";
import { embeds, files } from "/static/embeds.js";
import { markdown } from "/static/markdown.js";
import { avatar, nameOf, userOf } from "/static/mentions.js";
import { perform, store } from "/static/store.js";
import { format, messageTime, place, sameDay } from "/static/times.js";

const GROUP_MS = 7 * 60 * 1000;
const JOINED = 7;
const THREAD_MADE = 18;
const CONVERSATION = 1;
const NOTHING_WRITTEN = "Nothing here yet. Cohort writes here to whoever has switched on a nudge.";
const SPOKEN = new Set([0, 19, 20, 21, 23]);

let shownRoom = null;
let stuckToEnd = true;

export function setUpMessages() {
  const scroll = $("scroll");
  scroll.addEventListener(
    "scroll",
    () => (stuckToEnd = scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight < 80),
  );
  // Pictures, the keyboard of a phone and a turned screen change the height after the fact.
  const follow = () => stuckToEnd && toEnd();
  $("log").addEventListener("load", follow, { capture: true });
  new ResizeObserver(follow).observe(scroll);
}

// Whoever sends something wants to see the answer, also after reading further up.
export function followEnd() {
  stuckToEnd = true;
  toEnd();
}

export function drawMessages() {
  const moved = shownRoom !== `${store.persona}/${store.channel}`;
  const atEnd = moved || stuckToEnd;
  shownRoom = `${store.persona}/${store.channel}`;
  reconcile($("log"), rows(store.state.messages), (row) => row.build());
  if (atEnd) toEnd();
}

function toEnd() {
  const scroll = $("scroll");
  scroll.scrollTop = scroll.scrollHeight;
}

function rows(messages) {
  const out = [];
  let before = null;
  for (const message of messages) {
    const at = new Date(message.timestamp);
    if (!before || !sameDay(at, new Date(before.timestamp))) out.push(divider(at));
    out.push(row(message, joins(before, message)));
    before = message;
  }
  return out.length ? out : [empty()];
}

function empty() {
  const room = store.state.channels.find((one) => one.id === store.channel);
  const text = room?.type === CONVERSATION ? NOTHING_WRITTEN : "Nothing here yet. Type / to see what Cohort can do.";
  return { key: "empty", signature: text, build: () => h("li", { class: "empty" }, text) };
}

function divider(at) {
  const text = format(at, "D");
  return { key: `day-${text}`, signature: text, build: () => h("li", { class: "day" }, h("span", {}, text)) };
}

function joins(before, message) {
  return (
    before != null &&
    SPOKEN.has(before.type) &&
    before.author.id === message.author.id &&
    !message.command &&
    !message.message_reference &&
    before.ephemeral === message.ephemeral &&
    new Date(message.timestamp) - new Date(before.timestamp) < GROUP_MS &&
    sameDay(new Date(message.timestamp), new Date(before.timestamp))
  );
}

function row(message, compact) {
  const known = [store.persona, place(), compact, store.state.users.length, store.state.channels.length];
  return {
    key: message.id,
    signature: JSON.stringify([message, known]),
    build: () => (SPOKEN.has(message.type) ? spoken(message, compact) : system(message)),
  };
}

function system(message) {
  const who = nameOf(message.author.id);
  const text = {
    [JOINED]: `${who} joined the server.`,
    [THREAD_MADE]: `${who} started a thread: ${message.content}`,
    6: `${who} pinned a message.`,
  }[message.type];
  return h("li", { class: "system" }, text ?? `${who}: ${message.content}`);
}

function spoken(message, compact) {
  const classes = [
    "message",
    compact && "compact",
    message.ephemeral && "ephemeral",
    mentionsMe(message) && "pinged",
  ];
  return h(
    "li",
    { class: classes.filter(Boolean).join(" ") },
    message.command && cause(message.command),
    message.referenced_message && reply(message.referenced_message),
    compact ? gutter(message) : avatar(userOf(message.author.id) ?? { name: message.author.global_name }),
    h("div", { class: "body" }, !compact && head(message), message.loading ? thinking(message) : content(message)),
  );
}

const mentionsMe = (message) => message.mentions.some((user) => user.id === store.persona) && !message.ephemeral;

function cause(command) {
  const user = userOf(command.user);
  const who = h("strong", {}, user?.name ?? "Someone");
  return h("p", { class: "cause" }, avatar(user, "tiny"), who, " used ", h("code", {}, `/${command.name}`));
}

function reply(message) {
  const user = userOf(message.author.id);
  return h(
    "p",
    { class: "cause" },
    avatar(user, "tiny"),
    h("strong", {}, nameOf(message.author.id)),
    " ",
    message.content || "…",
  );
}

function head(message) {
  return h(
    "p",
    { class: "head" },
    h("strong", { class: "author" }, userOf(message.author.id)?.name ?? message.author.global_name),
    message.author.bot && h("span", { class: "tag" }, "App"),
    time(message, messageTime(new Date(message.timestamp)), "when"),
  );
}

const gutter = (message) => time(message, format(new Date(message.timestamp), "t"), "gutter");

const time = (message, text, kind) =>
  h("time", { class: kind, datetime: message.timestamp, title: format(new Date(message.timestamp), "F") }, text);

const thinking = (message) =>
  h(
    "div",
    {},
    h("p", { class: "thinking" }, h("span", { class: "dots", "aria-hidden": "true" }), "Cohort is thinking…"),
    message.ephemeral && onlyYou(message),
  );

function content(message) {
  return [
    message.content && markdown(message.content),
    message.edited_timestamp && !message.command && message.content && h("span", { class: "edited" }, "(edited)"),
    embeds(message),
    components(message),
    files(message),
    reactions(message),
    message.ephemeral && onlyYou(message),
  ];
}

function reactions(message) {
  if (!message.reactions?.length) return null;
  return h("p", { class: "reactions" }, message.reactions.map((one) => h(
    "span",
    {},
    `${one.emoji.name} ${one.count}`)),
  );
}

function onlyYou(message) {
  const dismiss = () => perform("dismiss", { message: message.id });
  return h(
    "p",
    { class: "only-you" },
    "Only you can see this · ",
    h("button", { type: "button", class: "link", onclick: dismiss }, "Dismiss message"),
  );
}
