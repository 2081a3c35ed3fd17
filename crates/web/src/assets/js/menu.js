// Puts a native popover beside the button that opened it, and lets the arrow keys walk through it.
const GAP = 4;

function place(popover, button) {
  const spot = button.getBoundingClientRect();
  const below = innerHeight - spot.bottom > Math.min(320, spot.top);
  const style = popover.style;
  style.inset = "auto";
  style.margin = "0";
  if (below) style.top = `${spot.bottom + GAP}px`;
  else style.bottom = `${innerHeight - spot.top + GAP}px`;
  const fromEnd = spot.left + spot.width / 2 > document.documentElement.clientWidth / 2;
  if (fromEnd) style.right = `${Math.max(8, document.documentElement.clientWidth - spot.right)}px`;
  else style.left = `${Math.max(8, spot.left)}px`;
}

let opener;
const buttons = new WeakMap();
document.addEventListener("click", (event) => { opener = event.target.closest("[popovertarget]") ?? opener; }, true);

document.addEventListener("beforetoggle", (event) => {
  if (event.newState !== "open" || !event.target.matches?.(".menu[popover]")) return;
  const button = opener?.getAttribute("popovertarget") === event.target.id ? opener : document.querySelector(`[popovertarget="${event.target.id}"]`);
  if (!button) return;
  buttons.set(event.target, button);
  place(event.target, button);
}, true);

// Only once it is open is it known how wide it is: it stays within the window.
document.addEventListener("toggle", (event) => {
  if (event.newState !== "open" || !event.target.matches?.(".menu[popover]")) return;
  const { style } = event.target;
  const { left, right } = event.target.getBoundingClientRect();
  if (left < 8) [style.left, style.right] = ["8px", "auto"];
  else if (right > document.documentElement.clientWidth - 8) [style.left, style.right] = ["auto", "8px"];
}, true);

document.addEventListener("keydown", (event) => {
  const menu = event.target.closest?.(".menu:popover-open");
  const opening = !menu && event.target.getAttribute?.("popovertarget");
  if (opening && event.key === "ArrowDown") {
    const popover = document.getElementById(opening);
    opener = event.target;
    if (!popover?.matches(":popover-open")) popover?.showPopover();
    popover?.querySelector(".menu-item")?.focus();
    event.preventDefault();
  }
  if (!menu || !event.target.matches(".menu-item")) return;
  const items = [...menu.querySelectorAll(".menu-item")];
  const at = items.indexOf(event.target);
  const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 }[event.key];
  if (next === undefined) return;
  items.at(next % items.length).focus();
  event.preventDefault();
});

// An open menu follows its button when something scrolls.
addEventListener("scroll", (event) => {
  for (const menu of document.querySelectorAll(".menu:popover-open")) {
    const button = buttons.get(menu);
    if (button?.isConnected && !menu.contains(event.target)) place(menu, button);
  }
}, { capture: true, passive: true });
