// [data-shape]: rows of a page's sections, dragged by their handle; the server is told all rows at once.
// [data-order]: rows of a table put in order by dragging; their form posts them as they stand.
import Sortable from "sortablejs";
import { adopt } from "./adopt.js";

const styles = "[data-handle] { cursor: grab; touch-action: none; } [data-section] { min-height: 2.5rem; }";
const usual = { handle: "[data-handle]", animation: 140, ghostClass: "is-dragging", scrollSensitivity: 80 };

const rows = (shape) => [...shape.querySelectorAll("[data-section]")].flatMap((list) =>
  [...list.querySelectorAll("[data-row]")].map((row) => `${list.dataset.section}:${row.dataset.row}`));

async function send(shape, before) {
  const now = rows(shape);
  if (now.join() === before.join()) return;
  const body = new URLSearchParams([["act", "rows"], ...now.map((row) => ["row", row])]);
  await fetch(shape.dataset.shape, { method: "POST", body });
  // The buttons of every row depend on its place: they come from the server, as what was refused does.
  location.reload();
}

export function start(element) {
  adopt(styles);
  if (element.matches("[data-order]")) {
    Sortable.create(element.tBodies[0], { ...usual, draggable: "tr" });
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
      onStart: () => { before = rows(element); },
      onEnd: () => send(element, before),
    });
  }
}
