// [data-menu-toggle] folds the side menu to icons, and on a phone opens it. Areas stay as the user left them.
const root = document.documentElement;
const phone = matchMedia("(max-width: 700px)");
const menu = document.getElementById("menu");
const toggles = document.querySelectorAll("[data-menu-toggle]");

function show(state) {
  if (state) root.dataset.menu = state;
  else delete root.dataset.menu;
  const expanded = phone.matches ? state === "open" : state !== "rail";
  toggles.forEach((toggle) => toggle.setAttribute("aria-expanded", String(expanded)));
}

function toggle() {
  if (phone.matches) {
    show(root.dataset.menu === "open" ? "" : "open");
    if (root.dataset.menu === "open") menu?.querySelector("a")?.focus();
    return;
  }
  show(root.dataset.menu === "rail" ? "" : "rail");
  localStorage.setItem("menu", root.dataset.menu ?? "");
}

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-menu-toggle]")) {
    event.preventDefault();
    toggle();
  } else if (root.dataset.menu === "open" && !event.target.closest("#menu")) show("");
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && root.dataset.menu === "open") show("");
});

show(phone.matches ? "" : root.dataset.menu);
for (const area of document.querySelectorAll("details[data-area]")) {
  const key = `area:${area.dataset.area}`;
  if (localStorage.getItem(key) === "closed" && !area.querySelector("[aria-current]")) area.open = false;
  area.addEventListener("toggle", () => localStorage.setItem(key, area.open ? "open" : "closed"));
}
