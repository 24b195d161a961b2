// Names for the ids inside a text; commands and channels can be followed.

import { h } from "/static/dom.js";
import { enter, store } from "/static/store.js";

let runCommand = () => {};
export const onCommand = (run) => {
  runCommand = run;
};

export const userOf = (id) => store.state.users.find((user) => user.id === id);
export const nameOf = (id) => userOf(id)?.name ?? "unknown user";

export function mention(kind, id) {
  if (kind === "/") return pill("follow", `/${id}`, () => runCommand(id));
  if (kind === "#") {
    const channel = store.state.channels.find((one) => one.id === id);
    return channel ? pill("follow", `#${channel.name}`, () => enter(id)) : h(
      "span",
      { class: "mention" },
      "#unknown",
    );
  }
  if (kind === "@&") {
    const role = store.state.roles.find((one) => one.id === id);
    return h("span", { class: "mention" }, `@${role?.name ?? "unknown role"}`);
  }
  return h("span", { class: `mention ${id === store.persona ? "me" : ""}` }, `@${nameOf(id)}`);
}

const pill = (kind, text, onclick) => h("button", { type: "button", class: `mention ${kind}`, onclick }, text);

export function avatar(user, size = "") {
  if (user?.bot) return h("img", { class: `avatar ${size}`, src: "/static/cohort.svg", alt: "" });
  const face = h("span", { class: `avatar ${size}`, "aria-hidden": "true" }, (user?.name ?? "?").slice(0, 1));
  face.style.setProperty("--face", user?.colour ?? "#8a93a6");
  return face;
}
