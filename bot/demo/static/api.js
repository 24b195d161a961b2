// Talking to the server that served this page.

export async function getState(persona, channel) {
  return get("/api/state", { persona, channel });
}

export async function getCommands(persona, channel) {
  return (await get("/api/commands", { persona, channel })).commands;
}

async function get(path, params) {
  const known = Object.entries(params).filter(([, value]) => value != null);
  const answer = await fetch(`${path}?${new URLSearchParams(known)}`);
  if (!answer.ok) throw new Error((await answer.json().catch(() => ({}))).error ?? answer.statusText);
  return answer.json();
}

// Always resolves: what went wrong is in `error`.
export async function act(body) {
  try {
    const answer = await fetch("/api/act", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body),
    });
    return await answer.json();
  } catch {
    return { error: "The demo does not answer. Is it still running in the terminal?" };
  }
}

// Calls `onNews({version, now})` while the server is there and `onLine(isUp)` when that changes.
export function listen(onNews, onLine) {
  const line = new WebSocket(`ws://${location.host}/live`);
  line.addEventListener("open", () => onLine(true));
  line.addEventListener("message", (event) => onNews(JSON.parse(event.data)));
  line.addEventListener("close", () => {
    onLine(false);
    setTimeout(() => listen(onNews, onLine), 1500);
  });
}
