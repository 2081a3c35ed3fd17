// Toasts leave by themselves, later when they offer a button, never while pointed at or focused.
import { onContent, within } from "./htmx.js";
import { say } from "./words.js";

const PLAIN_MS = 8000;
const WITH_BUTTON_MS = 15000;

function leave(toast) {
  toast.classList.add("is-leaving");
  setTimeout(() => toast.remove(), 250);
}

function watch(toast) {
  const time = toast.querySelector(".button") ? WITH_BUTTON_MS : PLAIN_MS;
  let timer;
  const start = () => { timer = setTimeout(() => leave(toast), time); };
  const stop = () => clearTimeout(timer);
  for (const type of ["pointerenter", "focusin"]) toast.addEventListener(type, stop);
  for (const type of ["pointerleave", "focusout"]) toast.addEventListener(type, () => { stop(); start(); });
  start();
}

onContent((added) => within(added, "[data-toast]").forEach(watch));

document.addEventListener("close", ({ target }) => document.body.append(...target.querySelectorAll(".toasts")), true);

document.addEventListener("click", (event) => {
  const around = event.target.closest("[data-dismiss]")?.closest(".toast, .banner");
  if (around?.matches(".toast")) leave(around);
  else around?.remove();
});

/** Shows a plain sentence; `kind` may be `danger`. */
export function toast(sentence, kind = "") {
  // Over an open dialog, where the page itself is out of reach.
  const toasts = document.getElementById("toasts");
  if (toasts) ([...document.querySelectorAll("dialog[open]")].at(-1) ?? document.body).append(toasts);
  const shown = document.createElement("div");
  shown.className = `toast ${kind}`;
  shown.append(Object.assign(document.createElement("p"), { textContent: sentence }));
  toasts?.append(shown);
  watch(shown);
}

document.addEventListener("htmx:after:request", ({ detail: { ctx } }) => {
  if (ctx.response.status >= 400 && !ctx.text.trim()) toast(say("failed"), "danger");
});
document.addEventListener("htmx:error", () => toast(say("offline"), "danger"));
