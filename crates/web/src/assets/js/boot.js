// Runs before the first paint: marks that scripts work, and applies the remembered theme and menu width.
const root = document.documentElement;
root.classList.add("js");
try {
  const theme = localStorage.getItem("theme");
  if (theme === "light" || theme === "dark") root.dataset.theme = theme;
  if (localStorage.getItem("menu") === "rail") root.dataset.menu = "rail";
} catch {
  // Storage is refused in some private windows: the defaults are fine.
}
