// [data-choice="KIND:VALUE"] in menus: theme, density and where records open, set and remembered in this browser.
import { onContent, within } from "./htmx.js";

const root = document.documentElement;
const usual = { theme: "auto", density: "comfortable", records: "page" };
const chosen = (button) => button.dataset.choice.split(":");

function mark(button) {
  const [kind, choice] = chosen(button);
  button.setAttribute("aria-checked", String(choice === (root.dataset[kind] ?? usual[kind])));
}

onContent((added) => within(added, "[data-choice]").forEach(mark));

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-choice]");
  if (!button) return;
  const [kind, choice] = chosen(button);
  if (choice === usual[kind]) {
    delete root.dataset[kind];
    localStorage.removeItem(kind);
  } else {
    root.dataset[kind] = choice;
    localStorage.setItem(kind, choice);
  }
  document.querySelectorAll("[data-choice]").forEach(mark);
  document.dispatchEvent(new CustomEvent("theme-changed"));
  if (kind === "records") location.reload();
});
