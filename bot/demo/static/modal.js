// Forms the bot opens: text fields, menus, files and check boxes, in a dialog that keeps the focus.

import { freshId, h } from "/static/dom.js";
import { markdown } from "/static/markdown.js";
import { choicesOf, menu } from "/static/menu.js";
import { perform, store } from "/static/store.js";

export function openModal(spec) {
  const fields = [];
  const fault = h("p", { class: "fault", role: "alert" });
  const send = h("button", { type: "submit", class: "button primary" }, "Submit");
  const title = h("h2", { id: freshId("title") }, spec.title);
  const dialog = h(
    "dialog",
    { class: "modal", "aria-labelledby": title.id, onclose: () => dialog.remove() },
    h(
      "form",
      { novalidate: true, onsubmit: (event) => submit(event, spec, fields, fault, dialog, send) },
      title,
      h("div", { class: "fields-box" }, spec.components.map((part) => block(part, fields))),
      fault,
      h(
        "div",
        { class: "ends" },
        h("button", { type: "button", class: "button secondary", onclick: () => dialog.close() }, "Cancel"),
        send,
      ),
    ),
  );
  document.body.append(dialog);
  dialog.showModal();
  dialog.querySelector("input, textarea, .menu")?.focus();
}

async function submit(event, spec, fields, fault, dialog, send) {
  event.preventDefault();
  if (send.getAttribute("aria-busy") === "true") return;
  fault.textContent = "";
  const missing = fields.find((field) => field.problem());
  if (missing) {
    fault.textContent = missing.problem();
    return missing.focus();
  }
  send.setAttribute("aria-busy", "true");
  const entries = await Promise.all(fields.map(async (field) => [field.id, await field.value()]));
  const reply = await perform("submit", { modal: spec.key, values: Object.fromEntries(entries) }, { quiet: true });
  send.removeAttribute("aria-busy");
  if (reply.error) {
    fault.textContent = reply.error;
    return;
  }
  dialog.close();
  if (reply.modal) openModal(reply.modal);
}

function block(part, fields) {
  if (part.type === 10) return markdown(part.content);
  if (part.type === 1) return part.components.map((inner) => labelled(inner, inner.label, null, fields));
  if (part.type === 18) return labelled(part.component, part.label, part.description, fields);
  return labelled(part, part.label, part.description, fields);
}

function labelled(part, label, description, fields) {
  const maker = MAKERS[part.type];
  if (!maker) return h("p", { class: "muted" }, `(a field of type ${part.type})`);
  const required = part.required ?? part.type !== 23;
  const id = freshId("field");
  const field = maker(part, id, label ?? "", required);
  fields.push({ ...field, id: part.custom_id });
  return h(
    "div",
    { class: "field" },
    h("label", { for: id }, label ?? "", required && h("span", { class: "must", "aria-label": "required" }, " *")),
    description && h("p", { class: "about" }, description),
    field.node,
  );
}

const MAKERS = {
  4: textField,
  3: menuField,
  5: menuField,
  6: menuField,
  7: menuField,
  8: menuField,
  19: fileField,
  21: radioField,
  22: boxesField,
  23: boxField,
};

function textField(part, id, label, required) {
  const tag = part.style === 2 ? "textarea" : "input";
  const node = h(
    tag,
    {
      id,
      placeholder: part.placeholder ?? "",
      maxlength: part.max_length ?? 4000,
      rows: tag === "textarea" ? 5 : null,
      "aria-required": String(required),
    },
  );
  node.value = part.value ?? "";
  const problem = () => {
    if (required && !node.value) return `“${label}” is required.`;
    const short = node.value && part.min_length > node.value.length;
    return short ? `“${label}” needs at least ${part.min_length} characters.` : null;
  };
  return { node, value: () => node.value, problem, focus: () => node.focus() };
}

function menuField(part, id, label, required) {
  const made = menu({ part, choices: choicesOf(part, store.state), label });
  made.node.querySelector(".menu").id = id;
  const tooFew = () => required && made.values().length < (part.min_values ?? 1);
  const problem = () => (tooFew() ? `Choose something for “${label}”.` : null);
  return { node: made.node, value: made.values, problem, focus: () => made.node.querySelector(".menu").focus() };
}

function fileField(part, id, label, required) {
  const node = h("input", { id, type: "file", multiple: (part.max_values ?? 1) > 1 });
  const problem = () => (required && node.files.length === 0 ? `Choose a file for “${label}”.` : null);
  return { node, value: () => Promise.all([...node.files].map(readFile)), problem, focus: () => node.focus() };
}

export async function readFile(file) {
  const bytes = new Uint8Array(await file.arrayBuffer());
  let text = "";
  for (let at = 0; at < bytes.length; at += 32768) text += String.fromCharCode(...bytes.subarray(at, at + 32768));
  return { name: file.name, base64: btoa(text) };
}

const ticks = (part, id, type) =>
  (part.options ?? []).map((one, at) => {
    const input = h(
      "input",
      { type, name: id, id: at === 0 ? id : null, value: one.value, checked: Boolean(one.default) },
    );
    return h(
      "label",
      { class: "tickable" },
      input,
      h("span", {}, one.label, one.description && h("span", { class: "about" }, one.description)),
    );
  });

const ticked = (node) => [...node.querySelectorAll("input:checked")].map((input) => input.value);

function radioField(part, id, label, required) {
  const node = h("div", { role: "radiogroup" }, ticks(part, id, "radio"));
  const problem = () => (required && !ticked(node).length ? `Choose one for “${label}”.` : null);
  return { node, value: () => ticked(node)[0] ?? null, problem, focus: () => node.querySelector("input")?.focus() };
}

function boxesField(part, id, label, required) {
  const node = h("div", { role: "group" }, ticks(part, id, "checkbox"));
  const tooFew = () => required && ticked(node).length < (part.min_values ?? 1);
  const problem = () => (tooFew() ? `Choose something for “${label}”.` : null);
  return { node, value: () => ticked(node), problem, focus: () => node.querySelector("input")?.focus() };
}

function boxField(part, id) {
  const node = h("input", { id, type: "checkbox", checked: Boolean(part.default) });
  return { node, value: () => node.checked, problem: () => null, focus: () => node.focus() };
}
