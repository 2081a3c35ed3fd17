// html[data-records="beside"]: a record opens beside its list where there is room for both. Its tabs and forms stay there;
// whatever leads elsewhere leads there with the whole page. Escape closes, j and k go through the list.
import styles from "../css/beside.css" with { type: "text" };
import { adopt } from "./adopt.js";
import htmx from "./htmx.js";
import { forget } from "./keep.js";
import { toast } from "./toast.js";
import { say } from "./words.js";

const room = matchMedia("(min-width: 1200px)");
let panel, shown, asked = ""; // the record's address, and what of it is asked for

const rows = () => [...document.querySelectorAll("[data-list] > tbody > tr:not(.group-row)")];
const link = (row) => row?.querySelector(".cell-title > a[href]");
const at = (url) => new URL(url, location.href).pathname;

function mark() {
  for (const row of rows()) {
    const here = shown && at(link(row)?.href ?? "#") === shown;
    row.classList.toggle("is-beside", Boolean(here));
  }
}

function frame() {
  adopt(styles);
  panel = document.createElement("aside");
  panel.className = "beside";
  panel.tabIndex = -1;
  const bar = Object.assign(document.createElement("div"), { className: "beside-bar" });
  const whole = Object.assign(document.createElement("a"), { className: "truncate" });
  const close = Object.assign(document.createElement("button"), { type: "button", className: "icon-button small", textContent: "×" });
  close.setAttribute("aria-label", say("close"));
  close.addEventListener("click", shut);
  bar.append(whole, close);
  panel.append(bar, document.createElement("div"));
  document.querySelector(".app").append(panel);
  panel.addEventListener("click", followed);
  panel.addEventListener("submit", sent);
  panel.addEventListener("record-changed", (event) => { event.preventDefault(); show(shown + asked); });
}

function shut() {
  const from = rows().find((row) => row.classList.contains("is-beside"));
  panel?.remove();
  panel = shown = undefined;
  document.documentElement.classList.remove("is-beside");
  mark();
  link(from)?.focus();
}

/** Shows what an address answers; what is no page of the record that is shown takes the whole window. */
async function show(url, options) {
  const record = shown;
  let answer;
  try {
    answer = await fetch(url, options);
  } catch {
    return toast(say("offline"), "danger");
  }
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const main = page.getElementById("main");
  if (options?.form && answer.redirected && at(answer.url) !== "/sign-in") forget(options.form);
  if (shown !== record) return;
  if (!main || (answer.redirected && at(answer.url) !== shown)) return location.assign(answer.url);
  document.getElementById("toasts").append(...page.querySelectorAll("#toasts > *"));
  const body = panel.lastElementChild, name = main.querySelector("h1")?.textContent ?? "";
  body.replaceChildren(...[...main.childNodes].filter((node) => !node.matches?.("[data-live]")));
  panel.setAttribute("aria-label", name);
  Object.assign(panel.querySelector(".beside-bar > a"), { href: shown, textContent: name });
  htmx.process(body);
}

async function open(row) {
  if (!panel) frame();
  shown = at(link(row).href);
  asked = "";
  document.documentElement.classList.add("is-beside");
  mark();
  row.scrollIntoView({ block: "nearest" });
  await show(link(row).href);
  panel?.scrollTo(0, 0);
  panel?.focus({ preventScroll: true });
}

function followed(event) {
  const tab = event.target.closest(".tabs a[href]");
  if (!tab || event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey || at(tab.href) !== shown) return;
  event.preventDefault();
  asked = new URL(tab.href).search;
  show(tab.href);
}

async function sent(event) {
  const form = event.target;
  if (event.defaultPrevented || form.method !== "post") return;
  event.preventDefault();
  if (form.dataset.sent) return;
  form.dataset.sent = "true";
  const body = new URLSearchParams(new FormData(form, event.submitter));
  await show(form.action, { method: "POST", body, form });
  delete form.dataset.sent;
}

document.addEventListener("keydown", (event) => {
  if (!panel || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest("input, textarea, select, [contenteditable], dialog, [popover]")) return;
  if (event.key === "Escape") return shut();
  const step = { j: 1, k: -1 }[event.key];
  const all = rows();
  const next = step && all[all.findIndex((row) => row.classList.contains("is-beside")) + step];
  if (link(next)) open(next);
});

export function start(table) {
  table.addEventListener("click", (event) => {
    const title = event.target.closest(".cell-title > a[href]");
    if (!title || !room.matches || event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    open(title.closest("tr"));
  });
  mark();
}
