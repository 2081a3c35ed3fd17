// [data-shape]: rows of a page's sections, dragged by their handle; the server is told all rows at once.
// [data-order]: rows of a table put in order by dragging; their form posts them as they stand.
import Sortable from "sortablejs";
import { adopt } from "./adopt.js";
import htmx from "./htmx.js";
import { toast } from "./toast.js";
import { say } from "./words.js";

const styles = "[data-handle] { cursor: grab; touch-action: none; } [data-section] { min-height: 2.5rem; }";
const usual = { handle: "[data-handle]", animation: 140, ghostClass: "is-dragging", scrollSensitivity: 80 };

const lists = (shape) => [...shape.querySelectorAll("[data-section]")].map((list) => [list, [...list.querySelectorAll("[data-row]")]]);
const told = (all) => all.flatMap(([list, rows]) => rows.map((row) => `${list.dataset.section}:${row.dataset.row}`));

// What was not saved does not look as if it were.
function back(before, why) {
  for (const [list, rows] of before) list.append(...rows);
  toast(why, "danger");
}

async function send(shape, before) {
  const now = told(lists(shape));
  if (now.join() === told(before).join()) return;
  const body = new URLSearchParams([["seen", shape.dataset.seen], ["act", "rows"], ...now.map((row) => ["row", row])]);
  let answer;
  try {
    answer = await fetch(shape.dataset.shape, { method: "POST", body });
  } catch {
    return back(before, say("offline"));
  }
  // The buttons of every row depend on its place: they come from the server.
  if (answer.ok) return location.reload();
  const main = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("main");
  if (answer.status !== 422 || !main) return back(before, say("failed"));
  // What was refused says why, over the page as it is.
  document.getElementById("main").replaceWith(main);
  htmx.process(main);
  main.querySelector("[data-focus]")?.focus();
}

// The first row goes no further up, the last no further down.
function ends({ rows }) {
  [...rows].forEach((row, at) => {
    for (const button of row.querySelectorAll("button[name=step]")) {
      if (button.value.includes(":up:")) button.disabled = at === 0;
      if (button.value.includes(":down:")) button.disabled = at === rows.length - 1;
    }
  });
}

export function start(element) {
  adopt(styles);
  if (element.matches("[data-order]")) {
    const [body] = element.tBodies;
    Sortable.create(body, { ...usual, draggable: "tr", onEnd: () => ends(body) });
    element.addEventListener("change", ({ target }) => {
      const dot = target.matches("[data-hue]") && target.parentElement.querySelector(".badge");
      if (dot) dot.className = `badge dot hue-${target.value}`;
    });
    return;
  }
  let before;
  for (const list of element.querySelectorAll("[data-section]")) {
    Sortable.create(list, {
      ...usual, group: "shape", draggable: "[data-row]",
      onStart: () => { before = lists(element); },
      onEnd: () => send(element, before),
    });
  }
}
