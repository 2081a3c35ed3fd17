// [data-theme-choice="light|dark|auto"]: sets and remembers the theme.
import { onContent, within } from "./htmx.js";

const root = document.documentElement;

const mark = (button) => button.setAttribute("aria-checked", String(button.dataset.themeChoice === (root.dataset.theme ?? "auto")));
onContent((added) => within(added, "[data-theme-choice]").forEach(mark));

document.addEventListener("click", (event) => {
  const choice = event.target.closest("[data-theme-choice]")?.dataset.themeChoice;
  if (!choice) return;
  if (choice === "auto") {
    delete root.dataset.theme;
    localStorage.removeItem("theme");
  } else {
    root.dataset.theme = choice;
    localStorage.setItem("theme", choice);
  }
  document.querySelectorAll("[data-theme-choice]").forEach(mark);
  document.dispatchEvent(new CustomEvent("theme-changed"));
});
