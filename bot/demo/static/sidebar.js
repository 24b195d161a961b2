// Rooms with their threads, the conversation with the bot, and the three seats.

import { $, h, reconcile } from "/static/dom.js";
import { avatar, userOf } from "/static/mentions.js";
import { enter, sitDown, store } from "/static/store.js";

const DIRECT = 1;
const CATEGORY = 4;
const THREADS = new Set([11, 12]);
const MARKS = { 1: "@", 11: "↳", 12: "↳", 15: "☰" };

export function setUpSidebar() {
  $("menu").addEventListener("click", () => fold(!document.body.classList.contains("menu-open")));
  document.addEventListener("keydown", (event) => event.key === "Escape" && fold(false));
  document.querySelector(".room").addEventListener("pointerdown", () => fold(false));
}

export function fold(open) {
  document.body.classList.toggle("menu-open", open);
  $("menu").setAttribute("aria-expanded", String(open));
}

export function drawSidebar() {
  const { state } = store;
  reconcile(
    $("sidebar"),
    [keyed("guild", state.guild.name), roomsPart(state), seatsPart(state)],
    (item) => item.build(),
  );
  const waiting = state.channels.some((one) => one.unread && one.id !== store.channel);
  $("menu").classList.toggle("unread", waiting);
  const room = state.channels.find((one) => one.id === store.channel);
  $("room-name").textContent = room ? `${room.type === DIRECT ? "@" : "#"} ${room.name}` : "";
  $("room-topic").textContent = room?.type === DIRECT ? "Your conversation with the bot" : (room?.topic ?? "");
  document.title = `${waiting ? "● " : ""}${room?.name ?? "Cohort"} · Cohort demo`;
}

const keyed = (key, name) => ({ key, signature: name, build: () => h("h2", { class: "guild" }, name) });

function roomsPart(state) {
  const signature = JSON.stringify([state.channels, store.channel]);
  return { key: "rooms", signature, build: () => h("div", { class: "rooms" }, groups(state)) };
}

function groups(state) {
  const under = (parent) => state.channels.filter(
    (one) => one.parent === parent && one.type !== CATEGORY && !THREADS.has(one.type),
  );
  const loose = under(null).filter((one) => one.type !== DIRECT);
  const named = state.channels.filter((one) => one.type === CATEGORY).map((one) => [one.name, under(one.id)]);
  const direct = state.channels.filter((one) => one.type === DIRECT);
  return [
    ["", loose],
    ...named,
    ["Direct messages", direct],
  ].filter(([, rooms]) => rooms.length).map(([name, rooms]) => group(name, rooms, state));
}

// An archived thread is listed while there is something new in it, or while it is open.
const isLively = (thread) => !thread.archived || thread.unread > 0 || thread.id === store.channel;

function group(name, rooms, state) {
  const threads = (room) => state.channels.filter(
    (one) => one.parent === room.id && THREADS.has(one.type) && isLively(one),
  );
  return h(
    "section",
    {},
    name && h("h3", {}, name),
    h("ul", {}, rooms.map((room) => [link(room), threads(room).map((one) => link(one, "thread"))])),
  );
}

function link(room, kind = "") {
  const here = room.id === store.channel;
  const waiting = room.unread > 0 && !here;
  return h(
    "li",
    {},
    h(
      "button",
      {
        type: "button",
        class: `room-link ${kind} ${waiting ? "unread" : ""}`,
        "aria-current": here ? "page" : null,
        dataset: { slot: room.id, room: room.name },
        onclick: () => (enter(room.id), fold(false)),
      },
      h("span", { class: "mark", "aria-hidden": "true" }, MARKS[room.type] ?? "#"),
      h("span", { class: "name" }, room.name),
      waiting && h("span", { class: "badge", "aria-label": `${room.unread} unread` }, String(room.unread)),
    ),
  );
}

function seatsPart(state) {
  const signature = JSON.stringify([state.personas, store.persona]);
  return {
    key: "seats",
    signature,
    build: () => h("section", { class: "seats" }, h("h3", {}, "You are"), state.personas.map(seat)),
  };
}

function seat(persona) {
  const mine = persona.id === store.persona;
  return h(
    "button",
    {
      type: "button",
      class: "seat",
      "aria-pressed": String(mine),
      dataset: { slot: persona.id, persona: persona.name },
      onclick: () => sitDown(persona.id),
    },
    avatar(userOf(persona.id), "small"),
    h("span", {}, h(
      "span",
      { class: "name" },
      persona.name,
    ), h("span", { class: "about" }, persona.zone ? `${persona.about} · ${persona.zone}` : persona.about)),
  );
}
