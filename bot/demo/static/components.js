// Buttons, menus and layout of a message: Components V2 and the older action rows.

import { h } from "/static/dom.js";
import { fileCard, hex, picture } from "/static/embeds.js";
import { markdown, spoiler } from "/static/markdown.js";
import { openModal } from "/static/modal.js";
import { choicesOf, menu } from "/static/menu.js";
import { perform, store } from "/static/store.js";

const STYLES = { 1: "primary", 2: "secondary", 3: "success", 4: "danger", 5: "secondary", 6: "primary" };

export const components = (message) => message.components.length > 0 && h(
  "div",
  { class: "parts" },
  message.components.map((part) => draw(part, message)),
);

function draw(part, message) {
  const builder = BUILDERS[part.type];
  return builder ? builder(part, message) : h("p", { class: "muted" }, `(a part of type ${part.type})`);
}

const all = (parts, message) => (parts ?? []).map((part) => draw(part, message));

const BUILDERS = {
  1: (part, message) => h("div", { class: "row" }, all(part.components, message)),
  2: button,
  3: select,
  5: select,
  6: select,
  7: select,
  8: select,
  9: (part, message) => h(
    "div",
    { class: "section" },
    h("div", {}, all(part.components, message)),
    draw(part.accessory, message),
  ),
  10: (part) => markdown(part.content),
  11: (part) => veil(part, picture(part.media, part.description, "thumb")),
  12: (part) => h("div", {
    class: `gallery n${Math.min(part.items.length, 4)}` },
    part.items.map((item) => veil(item, picture(item.media, item.description, "wide"))),
  ),
  13: (part) => veil(part, fileCard({ url: part.file.url, filename: part.name, size: part.size })),
  14: (part) => h("hr", { class: `${part.spacing === 2 ? "large" : ""} ${part.divider === false ? "blank" : ""}` }),
  17: container,
};

const veil = (part, node) => (part.spoiler ? spoiler(node) : node);

function container(part, message) {
  const accent = part.accent_color == null ? {} : { accent: hex(part.accent_color) };
  return veil(part, h("div", { class: "container", vars: accent }, all(part.components, message)));
}

export const emoji = (one) => one && h("span", {
  class: "emoji",
  "aria-hidden": one.name ? null : "true",
}, one.id ? `:${one.name}:` : one.name);

function button(part, message) {
  const inside = [emoji(part.emoji), part.label && h("span", {}, part.label)];
  const kind = `button ${STYLES[part.style] ?? "secondary"}`;
  if (part.style === 5) {
    return h(
      "a",
      { class: kind, href: part.url, target: "_blank", rel: "noopener noreferrer" },
      inside,
      h("span", { "aria-hidden": "true" }, " ↗"),
    );
  }
  const press = (event) => busy(event.currentTarget, () => send("press", message, part, {}));
  return h(
    "button",
    {
      type: "button",
      class: kind,
      disabled: Boolean(part.disabled),
      dataset: { slot: part.custom_id ?? "" },
      onclick: press,
    },
    inside,
  );
}

function select(part, message) {
  return menu({
    part,
    choices: choicesOf(part, store.state),
    slot: part.custom_id,
    onDone: (values) => send("choose", message, part, { values }),
  }).node;
}

// Answers, modals and refusals of a press come back the same way.
async function send(kind, message, part, body) {
  const where = { channel: message.channel_id, message: message.id, custom_id: part.custom_id };
  const reply = await perform(kind, { ...where, ...body });
  if (reply.modal) openModal(reply.modal);
}

export async function busy(node, work) {
  if (node.getAttribute("aria-busy") === "true") return;
  node.setAttribute("aria-busy", "true");
  try {
    await work();
  } finally {
    node.removeAttribute("aria-busy");
  }
}
