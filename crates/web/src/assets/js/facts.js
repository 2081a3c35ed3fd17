// dl.facts: a value of a record is changed where it stands, by the field's own control; Enter saves, Escape leaves it as it
// was. The pencil leads to the whole form where there is no script, and for what has no control of its own.
import cells from "../css/cells.css" with { type: "text" };
import styles from "../css/fact-editor.css" with { type: "text" };
import { adopt } from "./adopt.js";
import htmx from "./htmx.js";
import { begin, chosen, ends } from "./in-place.js";
import { forget } from "./keep.js";
import { asks } from "./lacking.js";

let open; // what is being changed: its list, its place, the form's home, whether a choice saves

const pencil = (facts, field) => facts.querySelector(`[data-field="${CSS.escape(field)}"]`);

function close() {
  const { place, box } = open;
  box.remove();
  delete place.dataset.editing;
  open = undefined;
}

async function edit(facts, link) {
  if (open?.busy) return;
  if (open) close();
  const place = link.closest("dd"), { field } = link.dataset;
  const box = Object.assign(document.createElement("div"), { id: "cell-editor", className: "fact-editor" });
  const mine = { facts, place, box, field };
  open = mine;
  place.append(box);
  const record = new URL(link.href).pathname.replace(/\/edit$/, "");
  await htmx.ajax("GET", `${record}/cell?field=${encodeURIComponent(field)}`, { source: box, target: box, swap: "innerHTML" });
  if (open !== mine) return;
  if (!box.querySelector("form")) return close();
  place.dataset.editing = "";
  open.picks = begin(box);
}

/** The page with what followed from the change: the one that is open, or the part of it that shows the record. */
async function anew(facts) {
  const part = new CustomEvent("record-changed", { bubbles: true, cancelable: true });
  if (!facts.dispatchEvent(part)) return;
  const main = document.getElementById("main");
  await htmx.ajax("GET", location.href, { source: main, target: main, select: "#main", swap: "outerMorph" });
}

function leave(field) {
  const { facts, box } = open, form = box.querySelector("form");
  close();
  if (form) forget(form);
  pencil(facts.isConnected ? facts : document, field)?.focus();
}

async function save() {
  const { box, facts, field, busy } = open;
  const form = box.querySelector("form");
  if (busy || !form) return;
  open.busy = true;
  box.setAttribute("aria-busy", "true");
  let saved = false;
  form.addEventListener("htmx:after:request", ({ detail: { ctx: { response } } }) => {
    saved = response.status < 400 && !response.headers.has("HX-Redirect");
  }, { once: true });
  await htmx.ajax("POST", form.getAttribute("action"), { source: form, target: box, swap: "none" });
  box.removeAttribute("aria-busy");
  open.busy = false;
  if (!saved && asks()) return leave(field);
  if (!saved) return void (open.picks = begin(box));
  close();
  await anew(facts);
  pencil(facts.isConnected ? facts : document, field)?.focus({ preventScroll: true });
}

document.addEventListener("submit", (event) => {
  if (!open?.box.contains(event.target)) return;
  event.preventDefault();
  event.stopPropagation();
  save();
}, true);

document.addEventListener("keydown", (event) => {
  if (!open?.box.contains(event.target) || event.defaultPrevented) return;
  if (event.key === "Escape") {
    event.preventDefault();
    event.stopPropagation();
    leave(open.field);
  } else if (ends(event)) {
    event.preventDefault();
    save();
  }
});

document.addEventListener("change", (event) => {
  if (open?.box.contains(event.target) && chosen(event, open.picks)) save();
});

export function start(facts) {
  adopt(cells);
  adopt(styles);
  facts.addEventListener("click", (event) => {
    if (event.target.closest("[data-cell-cancel]")) return leave(open.field);
    const link = event.target.closest("[data-field]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    edit(facts, link);
  });
  facts.addEventListener("dblclick", (event) => {
    const link = event.target.closest("dd:not([data-editing])")?.querySelector("[data-field]");
    if (!link || event.target.closest("a, button")) return;
    getSelection()?.removeAllRanges();
    edit(facts, link);
  });
}
