// [data-theme-choice="light|dark|auto"], [data-density-choice="comfortable|compact"]: sets and remembers it in this browser.
import { onContent, within } from "./htmx.js";

const root = document.documentElement;
const usual = { theme: "auto", density: "comfortable" };
const all = "[data-theme-choice], [data-density-choice]";
const chosen = ({ dataset }) => (dataset.themeChoice ? ["theme", dataset.themeChoice] : ["density", dataset.densityChoice]);

function mark(button) {
  const [kind, choice] = chosen(button);
  button.setAttribute("aria-checked", String(choice === (root.dataset[kind] ?? usual[kind])));
}

onContent((added) => within(added, all).forEach(mark));

document.addEventListener("click", (event) => {
  const button = event.target.closest(all);
  if (!button) return;
  const [kind, choice] = chosen(button);
  if (choice === usual[kind]) {
    delete root.dataset[kind];
    localStorage.removeItem(kind);
  } else {
    root.dataset[kind] = choice;
    localStorage.setItem(kind, choice);
  }
  document.querySelectorAll(all).forEach(mark);
  document.dispatchEvent(new CustomEvent("theme-changed"));
});
