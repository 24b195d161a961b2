// Simulated time in the visitor's own language, on the clock of whoever's seat they take.

let offset = 0;
const tickers = [];

export const now = () => new Date(Date.now() + offset);
export const sync = (iso) => {
  offset = new Date(iso).getTime() - Date.now();
};
export const onTick = (ticker) => tickers.push(ticker);
export const tick = () => tickers.forEach((ticker) => ticker());
export const zone = () => Intl.DateTimeFormat().resolvedOptions().timeZone;

// A persona reads times as Discord shows them where they live; before the bot knows that, as here.
let seat;
export const readIn = (where) => {
  seat = where ?? undefined;
};
export const place = () => seat ?? zone();

const STYLES = {
  t: { timeStyle: "short" },
  T: { timeStyle: "medium" },
  d: { dateStyle: "short" },
  D: { dateStyle: "long" },
  f: { dateStyle: "long", timeStyle: "short" },
  F: { dateStyle: "full", timeStyle: "short" },
  s: { dateStyle: "short", timeStyle: "short" },
  S: { dateStyle: "short", timeStyle: "medium" },
};

export const format = (date, style) =>
  new Intl.DateTimeFormat(undefined, { ...(STYLES[style] ?? STYLES.f), timeZone: seat }).format(date);

const UNITS = [
  ["year", 31557600],
  ["month", 2629800],
  ["day", 86400],
  ["hour", 3600],
  ["minute", 60],
  ["second", 1],
];

export function relative(date) {
  const seconds = Math.round((date - now()) / 1000);
  const [unit, size] = UNITS.find(([, size]) => Math.abs(seconds) >= size) ?? UNITS.at(-1);
  return new Intl.RelativeTimeFormat(undefined, { numeric: "auto" }).format(Math.round(seconds / size), unit);
}

export const sameDay = (a, b) => format(a, "d") === format(b, "d");

export function messageTime(date) {
  const today = now();
  const yesterday = new Date(today);
  yesterday.setDate(today.getDate() - 1);
  const time = format(date, "t");
  if (sameDay(date, today)) return `Today at ${time}`;
  if (sameDay(date, yesterday)) return `Yesterday at ${time}`;
  return format(date, "s");
}
