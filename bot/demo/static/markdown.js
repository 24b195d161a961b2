// Discord's markdown as DOM nodes: blocks first, then what stands inside a line.

import { h } from "/static/dom.js";
import { mention } from "/static/mentions.js";
import { format, relative } from "/static/times.js";

const FENCE = /```(?:([\w+#.-]+)\n)?\n?([\s\S]*?)\n?```/g;
const ITEM = /^(\s*)(?:([-*])|(\d{1,9})\.)\s+(.*)$/;

export function markdown(text) {
  const out = h("div", { class: "md" });
  let at = 0;
  for (const match of text.matchAll(FENCE)) {
    out.append(...blocks(text.slice(at, match.index)));
    out.append(h("pre", { tabindex: "0" }, h("code", {}, match[2])));
    at = match.index + match[0].length;
  }
  out.append(...blocks(text.slice(at)));
  return out;
}

function blocks(text) {
  const trimmed = text.replace(/^\n|\n$/g, "");
  if (trimmed === "") return [];
  const lines = trimmed.split("\n");
  const out = [];
  while (lines.length) out.push(quote(lines) ?? heading(lines) ?? list(lines) ?? paragraph(lines));
  return out;
}

function quote(lines) {
  if (lines[0].startsWith(">>> ")) {
    const rest = lines.splice(0).join("\n").slice(4);
    return h("blockquote", {}, blocks(rest));
  }
  const isQuoted = (line) => /^>( |$)/.test(line ?? "");
  if (!isQuoted(lines[0])) return null;
  const quoted = [];
  while (isQuoted(lines[0])) quoted.push(lines.shift().slice(2));
  return h("blockquote", {}, blocks(quoted.join("\n")));
}

function heading(lines) {
  const found = /^(#{1,3}|-#)\s+(.+)$/.exec(lines[0]);
  if (!found) return null;
  lines.shift();
  if (found[1] === "-#") return h("p", { class: "subtext" }, inline(found[2]));
  return h(`h${found[1].length + 2}`, { class: `size${found[1].length}` }, inline(found[2]));
}

function list(lines, depth = -1) {
  const first = ITEM.exec(lines[0] ?? "");
  if (!first || first[1].length <= depth) return null;
  const indent = first[1].length;
  const out = first[3] ? h("ol", { start: first[3] }) : h("ul");
  for (let item = first; item && item[1].length >= indent; item = ITEM.exec(lines[0] ?? "")) {
    if (item[1].length > indent) {
      (out.lastElementChild ?? out).append(list(lines, indent));
      continue;
    }
    lines.shift();
    out.append(h("li", {}, inline(item[4])));
  }
  return out;
}

const starts = (line) => /^(>( |$)|>>> |#{1,3}\s|-#\s)/.test(line) || ITEM.test(line);

function paragraph(lines) {
  const own = [lines.shift()];
  while (lines.length && !starts(lines[0])) own.push(lines.shift());
  return h("p", {}, inline(own.join("\n")));
}

const RULES = [
  [/\\([^A-Za-z0-9\s])/y, (m) => m[1]],
  [/(`+)([\s\S]*?[^`])\1(?!`)/y, (m) => h("code", {}, m[2].trim())],
  [/<t:(-?\d{1,13})(?::([tTdDfFRsS]))?>/y, (m) => stamp(Number(m[1]), m[2])],
  [/<(@!?|@&|#)(\d+)>|<(\/)([^:>]{1,100}):\d+>/y, (m) => mention(m[1] ?? m[3], m[2] ?? m[4])],
  [/<a?:(\w+):\d+>/y, (m) => `:${m[1]}:`],
  [/\[([^\]\n]+)\]\(<?(https?:\/\/[^\s)>]+)>?(?:\s+"[^"]*")?\)/y, (m) => link(m[2], inline(m[1]))],
  [/<(https?:\/\/[^\s>]+)>/y, (m) => link(m[1], m[1])],
  [/https?:\/\/[^\s<]*[^\s<.,:;"')\]]/y, (m) => link(m[0], m[0])],
  [/\*\*((?:\\.|[^\\])+?)\*\*(?!\*)/sy, (m) => h("strong", {}, inline(m[1]))],
  [/__((?:\\.|[^\\])+?)__(?!_)/sy, (m) => h("u", {}, inline(m[1]))],
  [/\*(?=\S)((?:\*\*|\\.|[^*\\])+?)\*(?!\*)/sy, (m) => h("em", {}, inline(m[1]))],
  [/_((?:\\.|[^_\\])+?)_(?!\w)/sy, (m) => h("em", {}, inline(m[1])), "word"],
  [/~~([\s\S]+?)~~/y, (m) => h("s", {}, inline(m[1]))],
  [/\|\|([\s\S]+?)\|\|/y, (m) => spoiler(inline(m[1]))],
];

// The wide sign that keeps the text of people from pinging is missing in many fonts; here nothing pings.
const plainly = (sign) => (sign === "＠" ? "@" : sign);

export function inline(text) {
  const out = [];
  let plain = "";
  for (let at = 0; at < text.length; ) {
    const found = "\\`<[*_~|h".includes(text[at]) ? rule(text, at) : null;
    if (!found) {
      plain += plainly(text[at++]);
      continue;
    }
    if (plain) out.push(plain);
    plain = "";
    out.push(found.node);
    at += found.length;
  }
  if (plain) out.push(plain);
  return out;
}

function rule(text, at) {
  for (const [pattern, build, where] of RULES) {
    if (where === "word" && /\w/.test(text[at - 1] ?? "")) continue;
    pattern.lastIndex = at;
    const match = pattern.exec(text);
    if (match) return { node: build(match), length: match[0].length };
  }
  return null;
}

export const link = (url, content) => h("a", { href: url, target: "_blank", rel: "noopener noreferrer" }, content);

export function stamp(unix, style) {
  const date = new Date(unix * 1000);
  if (Number.isNaN(date.getTime())) return `<t:${unix}>`;
  const text = style === "R" ? relative(date) : format(date, style);
  const node = h("time", { class: "stamp", datetime: date.toISOString(), title: format(date, "F") }, text);
  if (style === "R") node.dataset.relative = String(unix);
  return node;
}

export function spoiler(content) {
  const show = () => {
    node.classList.add("shown");
    node.removeAttribute("role");
    node.removeAttribute("aria-label");
  };
  const node = h(
    "span",
    {
      class: "spoiler",
      role: "button",
      tabindex: "0",
      "aria-label": "Spoiler: show",
      onclick: show,
      onkeydown: (event) => (event.key === "Enter" || event.key === " ") && (event.preventDefault(), show()),
    },
    h("span", {}, content),
  );
  return node;
}
