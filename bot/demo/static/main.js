// Puts the page together: state comes in, parts redraw themselves.

import { listen } from "/static/api.js";
import { drawClock, setUpClock } from "/static/clock.js";
import { drawComposer, setUpComposer } from "/static/composer.js";
import { drawMessages, setUpMessages } from "/static/messages.js";
import { drawSidebar, setUpSidebar } from "/static/sidebar.js";
import { onChange, refresh, store } from "/static/store.js";
import { readIn, sync } from "/static/times.js";
import { toast } from "/static/toasts.js";
import { drawTour, setUpTour } from "/static/tour.js";

let lastFault = null;
let wasDown = false;

function draw() {
  sync(store.state.now);
  readIn(store.state.personas.find((one) => one.id === store.persona)?.zone);
  drawSidebar();
  drawMessages();
  drawComposer();
  drawTour();
  drawClock();
  drawFaults();
}

function drawFaults() {
  const newest = store.state.faults.at(-1)?.number ?? 0;
  for (const fault of store.state.faults) {
    if (lastFault != null && fault.number > lastFault) toast(`Error in the bot: ${fault.text}`, "error");
  }
  lastFault = newest;
}

function onNews(news) {
  sync(news.now);
  if (news.version !== store.state?.version) refresh();
}

function onLine(isUp) {
  if (!isUp && !wasDown) toast("The demo has ended or is not reachable.", "error");
  if (isUp && wasDown) location.reload();
  wasDown = !isUp;
}

setUpSidebar();
setUpClock();
setUpMessages();
setUpComposer();
setUpTour();
onChange(draw);
await refresh();
listen(onNews, onLine);
