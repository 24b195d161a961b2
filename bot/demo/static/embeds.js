// Embeds, pictures and files of a message.

import { h } from "/static/dom.js";
import { inline, link, markdown, spoiler } from "/static/markdown.js";
import { format } from "/static/times.js";

export const hex = (number) => `#${(number ?? 0).toString(16).padStart(6, "0")}`;

// Only files of this demo are shown: nothing is ever loaded from elsewhere.
export function picture(media, description, kind = "") {
  const url = media?.url ?? "";
  if (!url.startsWith("/cdn/")) return h("span", {
    class: `no-picture ${kind}` },
    description || "Picture outside this demo",
  );
  return h("img", { class: kind, src: url, alt: description ?? "", loading: "eager" });
}

export const embeds = (message) => message.embeds.map(embed);

function embed(data) {
  return h(
    "article",
    { class: "embed", vars: data.color == null ? {} : { accent: hex(data.color) } },
    data.thumbnail && picture(data.thumbnail, "", "thumb"),
    data.author?.name && h(
      "p",
      { class: "embed-author" },
      data.author.url ? link(data.author.url, data.author.name) : data.author.name,
    ),
    data.title && h(
      "h3",
      { class: "embed-title" },
      data.url ? link(data.url, inline(data.title)) : inline(data.title),
    ),
    data.description && markdown(data.description),
    data.fields?.length > 0 && h("dl", { class: "fields" }, data.fields.map(field)),
    data.image && picture(data.image, "Picture", "wide"),
    foot(data),
  );
}

const field = (one) => h(
  "div",
  { class: one.inline ? "inline" : "full" },
  h("dt", {}, inline(one.name)),
  h("dd", {}, markdown(one.value)),
);

function foot(data) {
  const parts = [data.footer?.text, data.timestamp && format(new Date(data.timestamp), "f")].filter(Boolean);
  return parts.length > 0 && h("p", { class: "embed-foot" }, parts.join(" · "));
}

const isPicture = (file) => /\.(png|jpe?g|gif)$/i.test(file.filename);

// A file that an embed or a component shows is not listed once more.
export function files(message) {
  const placed = JSON.stringify([message.embeds, message.components]);
  const left = message.attachments.filter((file) => !placed.includes(JSON.stringify(file.url)));
  return left.map(
    (file) => (isPicture(file) ? veiled(file, picture(file, file.description, "wide")) : fileCard(file)),
  );
}

const veiled = (file, node) => (file.filename.startsWith("SPOILER_") ? spoiler(node) : node);

export function fileCard(file) {
  const name = file.filename ?? decodeURIComponent(file.url.split("/").at(-1));
  return h("p", { class: "file" }, h("a", { href: file.url, download: name }, name), file.size != null && h(
    "span",
    { class: "muted" },
    ` ${size(file.size)}`),
  );
}

function size(bytes) {
  if (bytes < 1024) return `${bytes} B`;
  return bytes < 1048576 ? `${(bytes / 1024).toFixed(1)} KB` : `${(bytes / 1048576).toFixed(1)} MB`;
}
