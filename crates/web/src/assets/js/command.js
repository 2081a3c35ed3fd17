// Ctrl-K: what this page offers, where the menu leads, what can be made, and what the server finds for the words typed.
// Acts are the page's own links and buttons: those of its heading with their menus, its stages, and what says [data-act].
import styles from "../css/command.css" with { type: "text" };
import { adopt } from "./adopt.js";

const PAUSE_MS = 120;
const MOST = 6;
const HEADS = ".record-title, .record-actions, .page-actions, .stage-bar";
const ACTS = "a[href], button:not([popovertarget]), button[popovertargetaction=hide]";

const dialog = document.getElementById("command");
const input = dialog.querySelector("input");
const list = dialog.querySelector(".command-results");
const page = { acts: [], places: [], made: [] };
let found = "", foundFor = "", asking;

const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
const words = (text) => fold(text).split(/[^\p{L}\p{N}]+/u).filter(Boolean);
const fits = (label, wanted) => wanted.every((word) => words(label).some((own) => own.startsWith(word)));

/** The text of an element without its keys and remarks. */
function plain(element) {
  const copy = element.cloneNode(true);
  copy.querySelectorAll("kbd, small, .visually-hidden, .tab-count, .menu-count").forEach((part) => part.remove());
  return copy.textContent.trim().replace(/\s+/g, " ");
}

function label(element) {
  const own = element.dataset.act || element.dataset.dialogLoad || element.getAttribute("aria-label") || plain(element);
  const group = element.matches(".stage-step") ? element.closest("[aria-label]")?.getAttribute("aria-label") : "";
  return group ? `${group}: ${own}` : own;
}

function entry(element) {
  const icon = element.querySelector(".icon use")?.getAttribute("href");
  return { element, label: label(element), icon, key: element.dataset.key ?? (element.dataset.go ? `g ${element.dataset.go}` : "") };
}

/** What stands in a heading, with what stands in the menus that open there. */
function within(head) {
  const menus = [...head.querySelectorAll("[popovertarget]")].map((button) => document.getElementById(button.getAttribute("popovertarget")));
  return [head, ...menus.filter((menu) => menu && !menu.matches("[data-no-acts]"))].flatMap((place) => [...place.querySelectorAll(ACTS)]);
}

function offers() {
  const main = document.getElementById("main");
  const elements = new Set([...main.querySelectorAll(HEADS)].flatMap(within));
  main.querySelectorAll("[data-act]").forEach((element) => elements.add(element));
  const may = (element) => !element.disabled && !element.closest("[hidden], .no-js-only") && element.getAttribute("aria-current") === null;
  page.acts = [...elements].filter(may).map(entry).filter((act) => act.label);
  const links = (selector) => [...new Map([...document.querySelectorAll(selector)].map((link) => [link.href, entry(link)])).values()];
  page.places = links(".app-menu .menu-link, #user-menu a");
  page.made = links("#create-menu a");
}

function line({ element, label, icon, key }) {
  const row = document.createElement("a");
  row.className = "result";
  row.href = element.href ?? "#";
  row.innerHTML = `<svg class="icon" aria-hidden="true"><use></use></svg><span class="result-text"><span class="result-title"></span></span>`;
  row.querySelector("use").setAttribute("href", icon ?? dialog.dataset.icon);
  row.querySelector(".result-title").textContent = label;
  if (key) row.append(Object.assign(document.createElement("kbd"), { textContent: key }));
  row.addEventListener("click", (event) => {
    if (element.href && (event.ctrlKey || event.metaKey || event.shiftKey)) return;
    event.preventDefault();
    dialog.close();
    element.click();
  });
  return row;
}

function group(name, rows) {
  if (rows.length === 0) return [];
  const part = document.createElement("ul");
  part.className = "results";
  part.setAttribute("aria-label", name);
  part.append(...rows.map((row) => { const item = document.createElement("li"); item.append(row); return item; }));
  const heading = Object.assign(document.createElement("p"), { className: "command-group", textContent: name });
  return [heading, part];
}

/** Options for those who listen: the list is one box, its rows are chosen from the field. */
function named() {
  list.querySelectorAll("ul").forEach((part) => part.setAttribute("role", "group"));
  list.querySelectorAll("li, .command-group").forEach((part) => part.setAttribute("role", "presentation"));
  list.querySelectorAll(".result").forEach((row, at) => {
    row.id = `command-${at}`;
    row.tabIndex = -1;
    row.setAttribute("role", "option");
    row.setAttribute("aria-selected", "false");
  });
}

function choose(row) {
  const rows = [...list.querySelectorAll(".result")];
  rows.forEach((one) => { one.classList.toggle("is-active", one === row); one.setAttribute("aria-selected", String(one === row)); });
  if (!row) return input.removeAttribute("aria-activedescendant");
  input.setAttribute("aria-activedescendant", row.id);
  row.scrollIntoView({ block: "nearest" });
}

function draw() {
  const wanted = words(input.value);
  const fitting = (all) => all.filter(({ label }) => fits(label, wanted)).slice(0, MOST);
  const asked = (all) => (wanted.length > 0 ? fitting(all) : []);
  const places = asked(page.places);
  const answer = document.createElement("template");
  answer.innerHTML = found;
  // What stands above already, and among what one saw last the page one is on.
  const known = new Set([...places.map(({ element }) => element.href), ...(wanted.length === 0 ? [location.href.split("#")[0]] : [])]);
  answer.content.querySelectorAll("a.result").forEach((row) => { if (known.has(row.href)) row.closest("li").remove(); });
  answer.content.querySelectorAll("ul").forEach((part) => { if (!part.firstElementChild) { part.previousElementSibling?.remove(); part.remove(); } });
  const { acts, go, make } = dialog.dataset;
  const own = [[acts, page.acts.filter(({ label }) => fits(label, wanted))], [go, places], [make, asked(page.made)]];
  list.replaceChildren(...own.flatMap(([name, found]) => group(name, found.map(line))), answer.content);
  const nothing = list.querySelector(".result") === null;
  if (nothing && foundFor === input.value.trim()) list.append(Object.assign(document.createElement("p"), { className: "command-nothing", textContent: dialog.dataset.nothing }));
  named();
  choose(wanted.length > 0 ? list.querySelector(".result") : null);
}

async function ask() {
  const query = input.value.trim();
  asking?.abort();
  asking = new AbortController();
  try {
    const answer = await fetch(`/search/results?q=${encodeURIComponent(query)}`, { signal: asking.signal, headers: { "HX-Request": "true" } });
    const elsewhere = answer.headers.get("HX-Redirect");
    if (elsewhere) return location.assign(elsewhere);
    if (!answer.ok) return;
    const text = await answer.text();
    // What was found for other words is no answer to these.
    if (query !== input.value.trim()) return;
    [found, foundFor] = [text, query];
    const chosen = list.querySelector(".is-active .result-title")?.textContent;
    draw();
    const again = [...list.querySelectorAll(".result")].find((row) => row.querySelector(".result-title").textContent === chosen);
    if (again) choose(again);
  } catch {
    // The next letter asks again; without a network what the page offers is there still.
  }
}

let timer;
input.addEventListener("input", () => {
  clearTimeout(timer);
  timer = setTimeout(ask, PAUSE_MS);
  found = "";
  draw();
});

dialog.addEventListener("keydown", (event) => {
  const rows = [...list.querySelectorAll(".result")];
  const at = rows.findIndex((row) => row.classList.contains("is-active"));
  if (event.key === "Escape") {
    // The field would only be emptied.
    event.preventDefault();
    dialog.close();
  } else if (event.key === "Enter" && at >= 0) {
    event.preventDefault();
    rows[at].dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true, ctrlKey: event.ctrlKey, metaKey: event.metaKey }));
  } else if (["ArrowDown", "ArrowUp"].includes(event.key) && rows.length > 0) {
    event.preventDefault();
    choose(rows.at((at + (event.key === "ArrowDown" ? 1 : at < 0 ? 0 : -1)) % rows.length));
  }
});

// A form that opens in a dialog must not open under this one.
list.addEventListener("click", (event) => {
  if (event.target.closest(".result") && !event.ctrlKey && !event.metaKey) dialog.close();
});

export function open() {
  adopt(styles);
  if (dialog.open) return input.select();
  offers();
  [found, foundFor] = ["", "…"];
  input.value = "";
  draw();
  dialog.showModal();
  input.focus();
  ask();
}
