// Cells of a list: arrows walk over them; Enter, F2 or a double click opens one that the reader may change, with the field's
// own control over it. Enter, Tab or going elsewhere saves, Escape leaves it as it was. What may be changed says the head.
import styles from "../css/cells.css" with { type: "text" };
import { adopt } from "./adopt.js";
import htmx from "./htmx.js";
import { begin, chosen, ends } from "./in-place.js";
import { forget } from "./keep.js";
import { asks } from "./lacking.js";

const wide = matchMedia("(min-width: 701px)");
const MARGIN = 8;
/** As high as what a picker offers. */
const OFFERS = 280;

let at; // where one stands: the record and the column
let open; // what is being changed

const tableOf = (node) => node.closest?.("table[data-list]");
const headOf = (cell) => tableOf(cell)?.tHead.rows[0].cells[cell.cellIndex];
const idOf = (row) => row.querySelector(".row-check")?.value;
const rowsOf = (table) => [...table.querySelectorAll("tbody tr:not(.group-row)")];
const cellOf = (node) => (tableOf(node) && node.closest("tbody tr:not(.group-row) > td")) || undefined;
const settable = (cell) => headOf(cell)?.hasAttribute("data-set");
const seat = (cell) => cell.querySelector(".row-check") ?? (cell.matches(".cell-title") ? cell.querySelector("a") : null) ?? cell;

function find({ id, column }) {
  const row = document.querySelector(`table[data-list] tr:has(> .cell-check > [value="${CSS.escape(id)}"])`);
  return row?.cells[column];
}

function stand(cell) {
  if (!cell) return;
  at = { id: idOf(cell.parentElement), column: cell.cellIndex };
  const target = seat(cell);
  if (target === cell) cell.tabIndex = -1;
  target.focus({ preventScroll: true });
  cell.scrollIntoView({ block: "nearest", inline: cell.cellIndex > 1 ? "nearest" : "end" });
}

function next(cell, right, down) {
  const rows = rowsOf(tableOf(cell));
  const row = rows[rows.indexOf(cell.parentElement) + down];
  return row?.cells[cell.cellIndex + right];
}

// The control over the cell, as wide as it at least, wholly in the window.
function place() {
  const { box, cell } = open;
  const spot = cell.getBoundingClientRect();
  box.classList.toggle("is-low", spot.bottom + OFFERS > innerHeight);
  box.style.minWidth = `${Math.min(spot.width, innerWidth - 2 * MARGIN)}px`;
  const { width, height } = box.getBoundingClientRect();
  const within = (start, size, room) => Math.max(MARGIN, Math.min(start, room - size - MARGIN));
  box.style.left = `${within(spot.left, width, document.documentElement.clientWidth)}px`;
  box.style.top = `${within(spot.top, height, innerHeight)}px`;
}

// What a control loads later may make it wider.
const grown = new ResizeObserver(() => { if (open?.was !== undefined) place(); });

const state = (form) => new URLSearchParams(new FormData(form)).toString();
const formOf = () => open.box.querySelector("form");

function close() {
  const { box, cell } = open;
  open = undefined;
  grown.disconnect();
  cell.removeAttribute("data-editing");
  box.remove();
}

async function edit(cell) {
  if (open) await save();
  if (open || !settable(cell)) return;
  stand(cell);
  const row = cell.parentElement;
  const box = Object.assign(document.createElement("div"), { className: "cell-editor", id: "cell-editor", popover: "manual" });
  const mine = { cell, box, column: cell.cellIndex };
  open = mine;
  cell.dataset.editing = "";
  document.getElementById("main").append(box);
  const path = `/${tableOf(cell).dataset.list}/${idOf(row)}/cell?field=${encodeURIComponent(headOf(cell).dataset.col)}`;
  await htmx.ajax("GET", path, { source: box, target: box, swap: "innerHTML" });
  if (open !== mine) return;
  if (!formOf()) {
    close();
    return stand(cell);
  }
  box.showPopover();
  place();
  grown.observe(box);
  // What was typed before and never sent is a change from the beginning.
  open.was = formOf().querySelector(".kept-note") ? "" : state(formOf());
  open.picks = begin(open.box);
}

function leave() {
  const { cell } = open, form = formOf();
  close();
  // Only now: as its control goes it says once more that it changed.
  forget(form);
  stand(cell);
}

/** While a record is made for a picker it waits for what will be chosen, wherever somebody looks meanwhile. */
const waits = () => Boolean(open?.box.querySelector("[data-making]"));

function save(right = 0) {
  const { cell, was, refused, saving } = open;
  const form = formOf();
  if (saving || !form || waits()) return saving;
  if (state(form) !== was || refused) return open.saving = send(form, right);
  close();
  forget(form);
  if (right || document.activeElement === document.body) stand(next(cell, right, 0) ?? cell);
}

async function send(form, right) {
  const mine = open, { box, cell } = mine;
  box.setAttribute("aria-busy", "true");
  const ticked = cell.parentElement.querySelector(".row-check")?.checked;
  const here = { id: idOf(cell.parentElement), column: cell.cellIndex };
  let status = 0;
  // Who is sent to sign in has saved nothing.
  form.addEventListener("htmx:after:request", ({ detail: { ctx: { response } } }) => { status = response.headers.has("HX-Redirect") ? 0 : response.status; }, { once: true });
  await htmx.ajax("POST", form.getAttribute("action"), { source: form, target: box, swap: "none" });
  if (open !== mine) return;
  box.removeAttribute("aria-busy");
  mine.saving = undefined;
  if (status >= 200 && status < 400) {
    close();
    const saved = find(here);
    if (ticked && saved) saved.parentElement.querySelector(".row-check").checked = true;
    const lost = !document.activeElement || document.activeElement === document.body;
    if (right && saved) stand(next(saved, right, 0) ?? saved);
    else if (lost && at) stand(find(at) ?? saved);
    return;
  }
  open.refused = true;
  if (asks()) return leave();
  place();
  open.picks = begin(open.box);
}

const inside = (node) => open?.box.contains(node);

function inEditor(event) {
  if (event.key === "Escape") {
    event.preventDefault();
    return leave();
  }
  if (ends(event)) {
    event.preventDefault();
    return save();
  }
  if (event.key !== "Tab") return;
  const stops = [...open.box.querySelectorAll("input:not([type=hidden], .ts-hidden-accessible), select:not(.ts-hidden-accessible), textarea, button")];
  const seen = stops.filter((stop) => stop.checkVisibility() && stop.tabIndex >= 0);
  if (document.activeElement !== seen.at(event.shiftKey ? 0 : -1)) return;
  event.preventDefault();
  save(event.shiftKey ? -1 : 1);
}

const STEPS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

function onCell(event, cell) {
  const step = STEPS[event.key];
  const plain = event.target === cell;
  if (step) {
    const there = next(cell, ...step);
    event.preventDefault();
    return stand(there);
  }
  if (event.key === "F2" || (event.key === "Enter" && plain && settable(cell))) {
    event.preventDefault();
    return edit(cell);
  }
  if (!plain) return;
  if (event.key === "Enter") seat(cell.parentElement.cells[1]).click();
  else if (event.key === " ") cell.parentElement.querySelector(".row-check")?.click();
  else return;
  event.preventDefault();
}

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented) return;
  if (inside(event.target)) return inEditor(event);
  const cell = cellOf(event.target);
  if (cell && !event.ctrlKey && !event.metaKey && !event.altKey && !event.shiftKey) onCell(event, cell);
});

document.addEventListener("change", (event) => {
  if (inside(event.target) && !open.saving && chosen(event, open.picks)) save();
});

document.addEventListener("submit", (event) => {
  if (!inside(event.target)) return;
  event.preventDefault();
  save();
}, true);

// What leads away waits until what was typed is saved, and is not followed where it was refused.
document.addEventListener("click", async (event) => {
  const way = event.target.closest("a[href], button:not([type=button]), input[type=submit]");
  if (!open?.saving || !way || inside(way) || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  await open.saving;
  if (open) return;
  if (way.isConnected) way.click();
  else if (way.href) location.assign(way.href);
}, true);

// A click on a value that can be changed stands there instead of leaving for the record; its name leads there.
document.addEventListener("click", (event) => {
  if (inside(event.target)) {
    if (event.target.closest("[data-cell-cancel]")) leave();
    return;
  }
  const cell = cellOf(event.target);
  const own = event.target.closest("a, button, input, select, label");
  if (!cell || own || !wide.matches || cell.matches(".cell-title") || !settable(cell) || event.ctrlKey || event.metaKey) return;
  event.stopPropagation();
  if (!getSelection()?.toString()) stand(cell);
}, true);

document.addEventListener("dblclick", (event) => {
  const cell = cellOf(event.target);
  if (!cell || !wide.matches || event.target.closest("a, button, input, select, label")) return;
  getSelection()?.removeAllRanges();
  edit(cell);
});

// A pencil in the cell that is pointed at, for the mouse alone: those filled by a link have no other place to be clicked.
const pencil = Object.assign(document.createElement("button"), { type: "button", className: "cell-pencil", tabIndex: -1, ariaHidden: "true" });
pencil.addEventListener("click", (event) => {
  event.stopPropagation();
  edit(cellOf(pencil));
});
document.addEventListener("pointerover", (event) => {
  if (event.pointerType !== "mouse" || !wide.matches || open) return;
  const cell = cellOf(event.target);
  if (!cell || pencil.parentElement === cell) return;
  if (settable(cell)) cell.append(pencil);
  else pencil.remove();
});

for (const type of ["pointerdown", "focusin"]) {
  document.addEventListener(type, (event) => {
    if (open?.was !== undefined && !inside(event.target)) save();
  }, true);
}

document.addEventListener("focusin", (event) => {
  const cell = cellOf(event.target);
  if (cell && seat(cell) === event.target) at = { id: idOf(cell.parentElement), column: cell.cellIndex };
});

addEventListener("scroll", (event) => { if (open?.was !== undefined && !inside(event.target)) place(); }, { capture: true, passive: true });
addEventListener("resize", () => { if (open?.was !== undefined) place(); });

// What the page shows anew knows nothing of where one stood.
let held;
document.addEventListener("htmx:before:swap", () => { held = !open && cellOf(document.activeElement) && at; });
document.addEventListener("htmx:after:swap", () => {
  for (const table of document.querySelectorAll("table[data-list]:has(th[data-set])")) table.setAttribute("role", "grid");
  const cell = held && find(held);
  held = undefined;
  if (!cell) return;
  const target = seat(cell);
  if (target === cell) cell.tabIndex = -1;
  target.focus({ preventScroll: true });
});

// The cells of columns that can be changed, by their places.
function mark(table) {
  const sprite = table.closest("main").querySelector("svg use")?.getAttribute("href")?.split("#")[0];
  pencil.innerHTML = `<svg class="icon small" aria-hidden="true"><use href="${sprite}#pencil"></use></svg>`;
  const places = [...table.tHead.rows[0].cells].filter((head) => head.hasAttribute("data-set") && !head.matches(".cell-title"));
  const names = places.map((head) => `:nth-child(${head.cellIndex + 1})`);
  if (names.length === 0) return;
  table.setAttribute("role", "grid");
  adopt(`@media (min-width: 701px) { [data-list] tbody[data-follow] > tr:not(.group-row) > td:is(${names}) { cursor: cell; &:hover { box-shadow: inset 0 0 0 1px var(--line-strong); } } }`);
}

// What was typed in a cell and never sent, since the session ended or the page was left, stands there again.
function resume(table) {
  const left = (head) => {
    const name = `keep:cell ${head.dataset.col}:/${table.dataset.list}/`;
    const row = rowsOf(table).find((row) => sessionStorage.getItem(`${name}${idOf(row)}/values`) !== null);
    return row?.cells[head.cellIndex];
  };
  const cell = [...table.tHead.rows[0].cells].filter((head) => head.hasAttribute("data-set")).map(left).find(Boolean);
  if (cell && !open) edit(cell);
}

export function start(table) {
  adopt(styles);
  mark(table);
  resume(table);
}
