// The simulated clock in the top bar, time travel, and the restart button.

import { busy } from "/static/components.js";
import { $ } from "/static/dom.js";
import { perform, store } from "/static/store.js";
import { format, now, onTick, place, relative, tick, zone } from "/static/times.js";
import { toast } from "/static/toasts.js";

const LEAPS = ["hour", "tomorrow", "week"];

export function setUpClock() {
  for (const leap of LEAPS) $(leap).addEventListener(
    "click",
    (event) => busy(event.currentTarget, () => travel(leap)),
  );
  $("restart").addEventListener("click", (event) => busy(event.currentTarget, restart));
  setInterval(tick, 1000);
  onTick(drawClock);
  onTick(() => {
    for (const node of document.querySelectorAll("[data-relative]")) {
      node.textContent = relative(new Date(node.dataset.relative * 1000));
    }
  });
}

async function travel(leap) {
  const groups = document.querySelector(".travel");
  groups.classList.add("busy");
  await perform("travel", { leap, zone: zone() });
  groups.classList.remove("busy");
}

async function restart() {
  const reply = await perform("restart");
  if (!reply.error) toast("The bot has been restarted. Old buttons still answer: try one.");
}

const WALL = { hour: "numeric", minute: "2-digit" };
const SHOWN = { weekday: "short", day: "numeric", month: "short", hour: "numeric", minute: "2-digit" };

export function drawClock() {
  const date = now();
  const text = new Intl.DateTimeFormat(undefined, SHOWN).format(date);
  const clock = $("clock");
  if (clock.textContent !== text) clock.textContent = text;
  clock.dateTime = date.toISOString();
  drawTheirs(date);
  clock.title = `${format(date, "F")} (${place()}). This clock is simulated.`;
  drawZone();
}

// The bar shows the browser's time; a persona who lives elsewhere has another one, and reads messages in it.
function drawTheirs(date) {
  const seat = store.state?.personas.find((one) => one.id === store.persona);
  const wall = (timeZone) => new Intl.DateTimeFormat(undefined, { ...WALL, weekday: "short", timeZone }).format(date);
  const differs = seat?.zone && wall(seat.zone) !== wall(undefined);
  const there = new Intl.DateTimeFormat(undefined, { ...WALL, timeZone: seat?.zone ?? undefined }).format(date);
  const said = differs ? `${there} for ${seat.name}` : "";
  if ($("theirs").textContent !== said) $("theirs").textContent = said;
}

// Nine o'clock is the persona's own once the bot knows its zone, and the browser's before that.
function drawZone() {
  const seat = store.state?.personas.find((one) => one.id === store.persona);
  const where = seat?.zone ? `${seat.name}’s zone, ${seat.zone}` : `this browser’s zone, ${zone()}`;
  $("tomorrow").title = `Tomorrow at 09:00 in ${where}`;
}
