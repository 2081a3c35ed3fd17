// [data-live]: the page looks anew when what it names changes. One tab of the browser holds the stream for all of them.
// Whoever is in the middle of something keeps what they see, and is told.
import styles from "../css/live.css" with { type: "text" };
import { adopt } from "./adopt.js";
import htmx from "./htmx.js";

const PAUSE = 2000;
const news = new BroadcastChannel("kith-live");
let timer;

const note = () => document.querySelector("[data-live]");
const concerns = ({ all, modules = [], records = [] }) =>
  all || note()?.dataset.live.split(" ").some((what) => modules.includes(what) || records.includes(what));

function busy() {
  const at = document.activeElement;
  return Boolean(
    document.querySelector("dialog[open], :popover-open, .is-moving, .sortable-chosen, .row-check:checked, [data-editing], #main form.is-dirty")
      || (at?.closest("#main") && at.matches("input, textarea, select, [contenteditable]")),
  );
}

// Cards that were loaded as somebody scrolled would be lost.
let longer = false;
document.addEventListener("htmx:after:swap", ({ detail }) => {
  if (detail.ctx?.request?.action?.includes("/lane")) longer = true;
});

async function look() {
  const main = document.getElementById("main");
  if (!main || !note()) return;
  longer = false;
  // A page made of parts that were fetched one by one fetches those.
  const parts = main.querySelectorAll("[data-live-part]");
  if (parts.length > 0) return parts.forEach((part) => { note().hidden = true; htmx.trigger(part, "changed"); });
  await htmx.ajax("GET", location.href, { source: main, target: main, select: "#main", swap: "outerMorph" });
}

function due() {
  clearTimeout(timer);
  timer = setTimeout(() => {
    if (document.hidden) return;
    if (busy() || longer) note()?.removeAttribute("hidden");
    else look();
  }, PAUSE * (0.5 + Math.random() / 2));
}

let waiting = false;
function heard(told) {
  if (told.notice) document.body.dispatchEvent(new CustomEvent("notice"));
  if (!concerns(told)) return;
  if (document.hidden) waiting = true;
  else due();
}

news.onmessage = ({ data }) => heard(data);
document.addEventListener("visibilitychange", () => {
  if (!document.hidden && waiting) { waiting = false; due(); }
});
document.addEventListener("click", (event) => {
  if (event.target.closest("[data-live-show]")) look();
});

// What the browser says aloud, once, by the tab that holds the stream.
async function aloud() {
  if (globalThis.Notification?.permission !== "granted") return;
  const answer = await fetch("/notices/newest");
  if (answer.status !== 200) return;
  const { nr, text, href } = await answer.json();
  const shown = new Notification(text, { tag: `kith-${nr}` });
  shown.onclick = () => { focus(); location.assign(href); };
}

function hold() {
  const stream = new EventSource("/live");
  stream.onmessage = ({ data }) => {
    const told = JSON.parse(data);
    news.postMessage(told);
    heard(told);
    if (told.notice) aloud();
  };
  // Held until the page goes.
  return new Promise(() => {});
}

function allow(place) {
  if (globalThis.Notification?.permission !== "default") return;
  place.hidden = false;
  place.querySelector("button").addEventListener("click", async () => {
    await Notification.requestPermission();
    place.hidden = Notification.permission !== "default";
  });
}

let begun = false;
export function start(element) {
  if (element.matches("[data-allow-notices]")) allow(element);
  if (begun) return;
  begun = true;
  adopt(styles);
  navigator.locks?.request("kith-live", hold);
}
