// Building elements without ever parsing HTML: text stays text.

export function h(tag, props = {}, ...children) {
  const node = document.createElement(tag);
  for (const [key, value] of Object.entries(props ?? {})) set(node, key, value);
  node.append(...children.flat(Infinity).filter((child) => child != null && child !== false));
  return node;
}

function set(node, key, value) {
  if (value == null || value === false) return;
  if (key === "class") node.className = value;
  else if (key === "dataset") Object.assign(node.dataset, value);
  else if (key === "vars") for (const [name, v] of Object.entries(value)) node.style.setProperty(`--${name}`, v);
  else if (key.startsWith("on")) node.addEventListener(key.slice(2), value);
  else if (key in node && typeof value === "boolean") node[key] = value;
  else node.setAttribute(key, value === true ? "" : value);
}

export const $ = (id) => document.getElementById(id);

let serial = 0;
export const freshId = (prefix) => `${prefix}-${++serial}`;

// Bring children in line with `items`, keeping the nodes of what did not change: focus and scroll survive.
export function reconcile(parent, items, build) {
  const old = new Map([...parent.children].map((node) => [node.dataset.key, node]));
  const held = heldFocus(parent);
  const wanted = items.map((item) => {
    const kept = old.get(item.key);
    if (kept?.signature === item.signature) return kept;
    const node = build(item);
    node.dataset.key = item.key;
    node.signature = item.signature;
    return node;
  });
  for (const node of [...parent.children]) if (!wanted.includes(node)) node.remove();
  wanted.forEach((node, at) => {
    if (parent.children[at] !== node) parent.insertBefore(node, parent.children[at] ?? null);
  });
  restoreFocus(parent, held);
}

function heldFocus(parent) {
  const active = document.activeElement;
  if (!active || !parent.contains(active)) return null;
  const key = active.closest("[data-key]")?.dataset.key;
  return { active, key, slot: active.dataset.slot };
}

function restoreFocus(parent, held) {
  if (!held || held.active.isConnected) return;
  const home = [...parent.children].find((node) => node.dataset.key === held.key);
  const spot = held.slot && home ? home.querySelector(`[data-slot="${CSS.escape(held.slot)}"]`) : null;
  (spot ?? $("compose"))?.focus({ preventScroll: true });
}
