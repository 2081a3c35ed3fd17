// form[data-arrange]: a panel of rows in an order; those of [data-arrange-rows] are dragged by their grip. The form sends
// them as they stand.
import Sortable from "sortablejs";
import styles from "../css/arrange.css" with { type: "text" };
import { adopt } from "./adopt.js";

/** The first row goes no further up, the last no further down. */
function ends(list) {
  const rows = [...list.children];
  rows.forEach((row, at) => row.querySelectorAll("button[name=move]").forEach((button) => {
    if (button.value.includes(".up.")) button.disabled = at === 0;
    if (button.value.includes(".down.")) button.disabled = at === rows.length - 1;
  }));
}

export function start(form) {
  adopt(styles);
  const list = form.querySelector("[data-arrange-rows]");
  if (!list) return;
  Sortable.create(list, { handle: ".arrange-grip", draggable: ".arrange-row", ghostClass: "is-dragging", animation: 140, onEnd: () => ends(list) });
}
