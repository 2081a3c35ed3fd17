// .board[data-board]: cards dragged between lanes, by pointer, finger, Alt and arrows, or by the menu; lanes folded; more
// cards as a lane scrolls. The server decides: a refused move puts the card back, or opens the form of what it still needs.
import Sortable from "sortablejs";
import htmx from "./htmx.js";
import { forget } from "./keep.js";
import { asks } from "./lacking.js";
import { announce } from "./live.js";
import { say } from "./words.js";

const YEAR = 365 * 24 * 3600;
const NEAR = 240;

async function post(card, values) {
  let status = 0;
  card.addEventListener("htmx:after:request", ({ detail }) => { status = detail.ctx.response.status; }, { once: true });
  card.classList.add("is-moving");
  await htmx.ajax("POST", card.dataset.move, { source: card, target: card, swap: "none", values });
  card.classList.remove("is-moving");
  return status >= 200 && status < 400;
}

const boxOf = (lane) => lane.closest(".board-lane");
const lanes = (board) => [...board.querySelectorAll("[data-lane]")];
const open = (board) => lanes(board).filter((lane) => !boxOf(lane).matches(".is-folded"));
const title = (lane) => boxOf(lane).querySelector(".board-lane-title").firstChild.textContent.trim();

async function moved(card, from, before) {
  const lane = card.closest("[data-lane]");
  if (lane === from) return;
  lane.querySelector(".board-empty")?.remove();
  const field = card.closest("[data-board]").dataset.field;
  if (await post(card, { [field]: lane.dataset.lane })) return announce(`${say("moved")} ${title(lane)}`);
  from.insertBefore(card, before?.parentNode === from ? before : null);
  asks();
}

function move(card, lane) {
  const [from, before] = [card.closest("[data-lane]"), card.nextElementSibling];
  if (!lane || lane === from || !card.dataset.move) return;
  lane.prepend(card);
  const folded = boxOf(lane).matches(".is-folded");
  (folded ? boxOf(lane).querySelector("[data-fold]") : card.querySelector(".board-card-title")).focus();
  card.scrollIntoView({ block: "nearest", inline: "nearest" });
  moved(card, from, before);
}

function byKeys(board) {
  board.addEventListener("keydown", (event) => {
    const add = event.target.closest("details.lane-add[open]");
    if (event.key === "Escape" && add) {
      add.querySelector("summary").focus();
      add.open = false;
      add.querySelector("form").reset();
      return forget(add.querySelector("form"));
    }
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    const card = event.target.closest(".board-card");
    if (!event.altKey || !step || !card) return;
    event.preventDefault();
    const all = open(board);
    move(card, all[all.indexOf(card.closest("[data-lane]")) + step]);
  });
}

function byMenu(board) {
  let card;
  board.addEventListener("click", (event) => {
    if (event.target.closest("[popovertarget='board-menu']")) card = event.target.closest(".board-card");
  }, true);
  document.addEventListener("click", (event) => {
    const key = event.target.closest("#board-menu [data-move-to]")?.dataset.moveTo;
    if (key === undefined || !card) return;
    document.getElementById("board-menu").hidePopover();
    move(card, lanes(board).find((lane) => lane.dataset.lane === key));
  });
}

// The board holds still while a card is carried, so that it can be carried to a lane beyond the edge.
function carried(board, item) {
  board.classList.toggle("is-carrying", Boolean(item));
  if (!item) lanes(board).forEach((lane) => lane.classList.remove("is-target"));
}

function sortable(board, lane) {
  let before;
  Sortable.create(lane, {
    group: "board", draggable: "[data-move]", filter: ".board-move", preventOnFilter: false, animation: 140,
    delay: 200, delayOnTouchOnly: true, touchStartThreshold: 6, ghostClass: "is-dragging", dragClass: "is-lifted",
    scrollSensitivity: 80, scrollSpeed: 14, bubbleScroll: true, emptyInsertThreshold: 40,
    onStart: ({ item }) => { before = item.nextElementSibling; carried(board, item); },
    onMove: ({ to }) => { lanes(board).forEach((other) => other.classList.toggle("is-target", other === to)); },
    onEnd: ({ item, from }) => { carried(board); moved(item, from, before); },
  });
}

// What a long touch usually brings up, the menu of a link, stands in the way of carrying.
function byPointer(board) {
  for (const lane of lanes(board)) sortable(board, lane);
  let touch = false;
  board.addEventListener("pointerdown", (event) => { touch = event.pointerType === "touch"; }, true);
  board.addEventListener("contextmenu", (event) => { if (touch && event.target.closest("[data-move]")) event.preventDefault(); });
}

function remember(board) {
  const folded = [...board.querySelectorAll(".is-folded [data-fold]")].map((button) => button.dataset.fold);
  const age = folded.length > 0 ? YEAR : 0;
  document.cookie = `kith-folded-${board.dataset.field}=${folded.join(".")}; path=${board.dataset.home}; max-age=${age}; samesite=lax`;
}

async function read(list) {
  const { unread } = list.dataset;
  if (!unread) return;
  list.removeAttribute("data-unread");
  await htmx.ajax("GET", unread, { source: list, target: list, swap: "innerHTML" });
}

function byFolding(board) {
  board.addEventListener("click", (event) => {
    const button = event.target.closest("[data-fold]");
    if (!button) return;
    const folded = boxOf(button).classList.toggle("is-folded");
    button.setAttribute("aria-expanded", String(!folded));
    remember(board);
    if (!folded) read(boxOf(button).querySelector("[data-lane]"));
  });
}

function byScrolling(board) {
  board.addEventListener("scroll", ({ target }) => {
    if (!target.matches("[data-lane]") || target.scrollTop + target.clientHeight < target.scrollHeight - NEAR) return;
    const more = boxOf(target).querySelector("a.board-more:not([data-asked])");
    if (!more) return;
    more.dataset.asked = "";
    more.click();
  }, true);
}

// Who added a card goes on adding in that lane.
function goOn() {
  const add = location.hash.startsWith("#lane-add-") && document.getElementById(location.hash.slice(1));
  if (!add) return;
  history.replaceState(history.state, "", location.pathname + location.search);
  if (!add.matches("details")) return;
  add.open = true;
  add.querySelector("input:not([type=hidden]), select")?.focus();
}

export function start(board) {
  byPointer(board);
  byKeys(board);
  byMenu(board);
  byFolding(board);
  byScrolling(board);
  goOn();
  // What was typed and never sent is not left unseen.
  board.querySelectorAll("details.lane-add:has(.kept-note)").forEach((add) => { add.open = true; });
  board.addEventListener("toggle", ({ target }) => {
    if (target.matches("details.lane-add[open]")) target.querySelector("input:not([type=hidden]), select")?.focus();
  }, true);
}
