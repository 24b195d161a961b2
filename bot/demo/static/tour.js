// The guided tour: steps that tick themselves off, to be put away and taken up again.

import { startCommand } from "/static/composer.js";
import { $, h } from "/static/dom.js";
import { store } from "/static/store.js";

const KEY = "cohort-demo-tour";
const WHAT_THIS_IS = "The real bot, in a Discord that exists only on this computer. Try everything: nothing can break.";
const NUMBERS = { 6: "six", 7: "seven", 8: "eight" };
let open = remembered() !== "closed";
let drawn = "";

export function setUpTour() {
  $("resume").addEventListener("click", () => show(!open));
}

function remembered() {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}

function show(wanted) {
  open = wanted;
  try {
    localStorage.setItem(KEY, open ? "open" : "closed");
  } catch {
    // Without storage the choice lasts as long as the page.
  }
  drawn = "";
  drawTour();
  (open ? $("tour").querySelector("button") : $("resume")).focus();
}

export function drawTour() {
  const { tour } = store.state;
  const done = tour.steps.filter((step) => step.done).length;
  $("resume").textContent = `Tour ${done}/${tour.steps.length}`;
  $("resume").setAttribute("aria-expanded", String(open));
  $("tour").hidden = !open;
  document.body.classList.toggle("tour-open", open);
  const signature = JSON.stringify([tour, open]);
  if (!open || signature === drawn) return;
  drawn = signature;
  const current = tour.steps.findIndex((step) => !step.done);
  $("tour").replaceChildren(
    h(
      "div",
      { class: "tour-head" },
      h("h2", {}, `A tour in ${NUMBERS[tour.steps.length] ?? tour.steps.length} steps`),
      h(
        "button",
        { type: "button", class: "icon", "aria-label": "Put the tour away", onclick: () => show(false) },
        "×",
      ),
    ),
    done ? "" : h("p", { class: "about" }, WHAT_THIS_IS),
    h("ol", {}, tour.steps.map((step, at) => stop(step, at === current))),
    ending(tour, done === tour.steps.length),
  );
}

function stop(step, current) {
  return h(
    "li",
    { class: `${step.done ? "done" : ""} ${current ? "current" : ""}`, "aria-current": current ? "step" : null },
    h("span", { class: "tick", "aria-label": step.done ? "done" : "open" }, step.done ? "✓" : ""),
    h(
      "div",
      {},
      h("strong", {}, step.title),
      current && h("p", {}, step.hint),
      current && step.command && h("button", {
        type: "button",
        class: "button secondary",
        onclick: () => startCommand(step.command),
      }, `/${step.command}`),
    ),
  );
}

function ending(tour, all) {
  if (!all) return "";
  const text = tour.restarted
    ? "You have restarted the bot as well: the buttons of old messages still answer."
    : "One more thing: “Restart the bot”, then press a button of an old message. It still answers.";
  return h("p", { class: "ending" }, text);
}
