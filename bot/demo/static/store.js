// What the page knows: the last state from the server, and which seat and room the visitor has chosen.

import { act, getCommands, getState } from "/static/api.js";
import { toast } from "/static/toasts.js";

export const store = { state: null, persona: null, channel: null, commands: [] };

const watchers = [];
export const onChange = (watcher) => watchers.push(watcher);
const tell = () => watchers.forEach((watcher) => watcher(store));

let fetching = null;
let again = false;

export async function refresh() {
  again = true;
  fetching ??= run().finally(() => (fetching = null));
  return fetching;
}

async function run() {
  while (again) {
    again = false;
    const { persona, channel } = store;
    try {
      const state = await getState(persona, channel);
      if (persona === store.persona && channel === store.channel) accept(state);
      else again = true;
    } catch (error) {
      if (store.channel) store.channel = null;
      else return toast(error.message, "error");
      again = true;
    }
  }
}

function accept(state) {
  const first = store.state == null;
  const restarted = !first && state.restarts !== store.state.restarts;
  store.state = state;
  store.persona ??= state.personas[0].id;
  if (!state.channels.some((channel) => channel.id === store.channel)) {
    store.channel = state.channels.find((channel) => channel.name === "general")?.id;
    again = true;
  }
  if (first || restarted || store.commands.length === 0) loadCommands();
  tell();
  markRead();
}

export async function loadCommands() {
  if (!store.persona || !store.channel) return;
  store.commands = await getCommands(store.persona, store.channel).catch(() => []);
  tell();
}

export function sitDown(persona) {
  if (persona === store.persona) return;
  const inConversation = store.state.channels.find((channel) => channel.id === store.channel)?.type === 1;
  store.persona = persona;
  if (inConversation) store.channel = store.state.personas.find((one) => one.id === persona).dm;
  moveOn();
}

export function enter(channel) {
  if (channel === store.channel) return;
  store.channel = channel;
  moveOn();
}

function moveOn() {
  store.commands = [];
  store.state = { ...store.state, messages: [] };
  refresh().then(loadCommands);
}

// Do something as the present persona; a refusal is shown and returned.
export async function perform(kind, body = {}, { quiet = false } = {}) {
  const reply = await act({ kind, persona: store.persona, ...body });
  if (reply.error && !quiet) toast(reply.error, "error");
  if (kind !== "suggest" && kind !== "read") await refresh();
  return reply;
}

export function markRead() {
  const room = store.state?.channels.find((channel) => channel.id === store.channel);
  const last = store.state?.messages.at(-1);
  if (room?.unread && last && document.visibilityState === "visible") {
    perform("read", { channel: store.channel, message: last.id }, { quiet: true });
  }
}

document.addEventListener("visibilitychange", markRead);
