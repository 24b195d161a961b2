// Short notices in the corner; errors stay longer, and as long as somebody points at them.

import { $, h } from "/static/dom.js";

const GONE_AFTER = { info: 6000, error: 14000 };

export function toast(text, kind = "info") {
  const twin = [...$("toasts").children].find((node) => node.dataset.text === text);
  twin?.remove();
  const close = h(
    "button",
    { type: "button", class: "icon", "aria-label": "Close", onclick: () => box.remove() },
    "×",
  );
  const box = h("div", { class: `toast ${kind}`, dataset: { text } }, h("p", {}, text), close);
  $("toasts").append(box);
  while ($("toasts").children.length > 3) $("toasts").firstElementChild.remove();
  setTimeout(() => leave(box), GONE_AFTER[kind]);
}

function leave(box) {
  if (box.matches(":hover, :focus-within")) setTimeout(() => leave(box), 2000);
  else box.remove();
}
