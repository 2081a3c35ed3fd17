// Heads of a list: Shift and a click sorts by one more column, or turns it, or leaves it out again; the edge of a head is
// dragged, or Shift and an arrow key pressed on it, to make its column wider or narrower, which this browser remembers.
import { announce } from "./live.js";

const MOST = 3;
const LEAST = 64;
const EDGE = 6;
const wide = matchMedia("(min-width: 701px)");

/** The sort after a Shift-click on a column: added, then turned, then left out. */
export function sorted(now, column) {
  const keys = now ? now.split(",") : [];
  const found = keys.findIndex((key) => key.replace(/^-/, "") === column);
  if (found < 0) return [...keys.slice(0, MOST - 1), column].join(",");
  if (keys[found].startsWith("-")) return keys.toSpliced(found, 1).join(",");
  return keys.with(found, `-${column}`).join(",");
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-list] thead a.sort");
  if (!link || !event.shiftKey) return;
  event.preventDefault();
  const address = new URL(link.href);
  const sort = sorted(link.closest("table").dataset.sort, link.closest("th").dataset.col);
  if (sort) address.searchParams.set("sort", sort);
  else address.searchParams.delete("sort");
  location.assign(address);
});

// Kept twice: the figures, and the rules made of them, which js/boot.js applies before the first paint.
const KEY = "widths:";
const sheet = document.widths ?? new CSSStyleSheet();
const quoted = (text) => `"${text.replace(/["\\]/g, "\\$&").replace(/\n/g, " ")}"`;

function read(list) {
  try { return JSON.parse(localStorage.getItem(KEY + list)) ?? {}; } catch { return {}; }
}

function keep(list, widths, rules) {
  try {
    localStorage.setItem(KEY + list, JSON.stringify(widths));
    localStorage.setItem(`${KEY}/${list}`, rules);
  } catch { /* Storage is refused: it lasts as long as the page. */ }
}

function apply(table, widths) {
  const list = `[data-list=${quoted(table.dataset.list)}]`;
  const rules = [...table.tHead.rows[0].cells].flatMap((head) => {
    const width = widths[head.dataset.col];
    if (!width) return [];
    const label = table.querySelector(`tr:not(.group-row) > td:nth-child(${head.cellIndex + 1})`)?.dataset.label;
    const cells = label ? `td[data-label=${quoted(label)}]` : "td.cell-title";
    const size = `width: ${width}px; min-width: ${width}px; max-width: ${width}px;`;
    return [`${list} :is(th[data-col=${quoted(head.dataset.col)}], ${cells}) { ${size} overflow: hidden; text-overflow: ellipsis; }`];
  });
  if (rules.length > 0) rules.push(`${list} { width: auto; min-width: 100%; }`);
  const all = rules.length > 0 ? `@layer utilities { @media (min-width: 701px) { ${rules.join("\n")} } }` : "";
  sheet.replaceSync(all);
  return all;
}

const edged = (event) => {
  const head = event.target.closest?.("[data-list] thead th[data-col]");
  if (!head || !wide.matches) return;
  return head.getBoundingClientRect().right - event.clientX <= EDGE ? head : undefined;
};

function drag(head, event) {
  const table = head.closest("table");
  const widths = read(table.dataset.list);
  const [from, before] = [event.clientX, head.getBoundingClientRect().width];
  let moved = false;
  const move = ({ clientX }) => {
    moved ||= Math.abs(clientX - from) > 2;
    if (!moved) return;
    widths[head.dataset.col] = Math.max(LEAST, Math.round(before + clientX - from));
    apply(table, widths);
  };
  const stop = () => {
    removeEventListener("pointermove", move);
    table.classList.remove("is-sizing");
    if (moved) keep(table.dataset.list, widths, apply(table, widths));
  };
  table.classList.add("is-sizing");
  addEventListener("pointermove", move);
  addEventListener("pointerup", stop, { once: true });
  addEventListener("pointercancel", stop, { once: true });
}

let sizing = false;
document.addEventListener("pointerdown", (event) => {
  const head = edged(event);
  sizing = Boolean(head);
  if (!head || event.button !== 0) return;
  event.preventDefault();
  drag(head, event);
});
document.addEventListener("pointermove", (event) => {
  const head = event.target.closest?.("[data-list] thead th");
  if (head) head.classList.toggle("is-edge", Boolean(edged(event)));
}, { passive: true });
// The edge is not the link beside it; two clicks on it give the column back to its contents.
document.addEventListener("click", (event) => {
  if (!sizing || !event.target.closest("[data-list] thead th")) return;
  event.preventDefault();
  event.stopPropagation();
}, true);
document.addEventListener("dblclick", (event) => {
  const head = edged(event);
  if (!head) return;
  const table = head.closest("table");
  const widths = read(table.dataset.list);
  delete widths[head.dataset.col];
  keep(table.dataset.list, widths, apply(table, widths));
});

const STEPS = { ArrowLeft: -16, ArrowRight: 16 };
document.addEventListener("keydown", (event) => {
  const step = STEPS[event.key];
  const head = event.target.closest?.("[data-list] thead th[data-col]");
  if (!step || !head || !wide.matches || !event.shiftKey || event.ctrlKey || event.altKey || event.metaKey) return;
  event.preventDefault();
  const table = head.closest("table");
  const width = Math.max(LEAST, Math.round(head.getBoundingClientRect().width) + step);
  const widths = { ...read(table.dataset.list), [head.dataset.col]: width };
  keep(table.dataset.list, widths, apply(table, widths));
  announce(`${width} px`);
});

export function start(table) {
  if (!document.adoptedStyleSheets.includes(sheet)) document.adoptedStyleSheets.push(sheet);
  apply(table, read(table.dataset.list));
}
