// .board[data-board]: cards dragged between lanes, by pointer, by Alt and arrows, or by the menu.
// The server decides: a refused move puts the card back where it was.
import Sortable from "sortablejs";
import htmx from "./htmx.js";
import { announce } from "./live.js";
import { say } from "./words.js";

async function post(card, values) {
  let status = 0;
  card.addEventListener("htmx:after:request", ({ detail }) => { status = detail.ctx.response.status; }, { once: true });
  card.classList.add("is-moving");
  await htmx.ajax("POST", card.dataset.move, { source: card, target: card, swap: "none", values });
  card.classList.remove("is-moving");
  return status >= 200 && status < 400;
}

const lanes = (board) => [...board.querySelectorAll("[data-lane]")];
const title = (lane) => lane.closest(".board-lane").querySelector(".board-lane-title").firstChild.textContent.trim();

async function moved(card, from, before) {
  const lane = card.closest("[data-lane]");
  if (lane === from) return;
  lane.querySelector(".board-empty")?.remove();
  const field = card.closest("[data-board]").dataset.field;
  if (await post(card, { [field]: lane.dataset.lane })) announce(`${say("moved")} ${title(lane)}`);
  else from.insertBefore(card, before?.parentNode === from ? before : null);
}

function move(card, lane) {
  const [from, before] = [card.closest("[data-lane]"), card.nextElementSibling];
  if (!lane || lane === from) return;
  lane.prepend(card);
  card.querySelector(".board-card-title").focus();
  card.scrollIntoView({ block: "nearest", inline: "nearest" });
  moved(card, from, before);
}

function byKeys(board) {
  board.addEventListener("keydown", (event) => {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    const card = event.target.closest(".board-card");
    if (!event.altKey || !step || !card) return;
    event.preventDefault();
    const all = lanes(board);
    move(card, all[all.indexOf(card.closest("[data-lane]")) + step]);
  });
}

function byMenu(board) {
  let card;
  board.addEventListener("click", (event) => {
    if (event.target.closest("[popovertarget='board-menu']")) card = event.target.closest(".board-card");
  }, true);
  document.getElementById("board-menu")?.addEventListener("click", (event) => {
    const key = event.target.closest("[data-move-to]")?.dataset.moveTo;
    if (key === undefined || !card) return;
    document.getElementById("board-menu").hidePopover();
    move(card, lanes(board).find((lane) => lane.dataset.lane === key));
  });
}

function byPointer(board) {
  let before;
  const mark = (to) => lanes(board).forEach((lane) => lane.classList.toggle("is-target", lane === to));
  for (const lane of lanes(board)) {
    Sortable.create(lane, {
      group: "board", draggable: ".board-card", filter: ".board-move", preventOnFilter: false, animation: 140, delay: 180, delayOnTouchOnly: true,
      ghostClass: "is-dragging", dragClass: "is-lifted", scrollSensitivity: 80,
      onStart: ({ item }) => { before = item.nextElementSibling; },
      onMove: ({ to }) => mark(to),
      onEnd: ({ item, from }) => { mark(null); moved(item, from, before); },
    });
  }
}

export function start(board) {
  byPointer(board);
  byKeys(board);
  byMenu(board);
}
