// Runs before the first paint: marks that scripts work, and applies the remembered theme, density, menu width and widths of columns.
const root = document.documentElement;
root.classList.add("js");
try {
  const theme = localStorage.getItem("theme");
  if (theme === "light" || theme === "dark") root.dataset.theme = theme;
  if (localStorage.getItem("density") === "compact") root.dataset.density = "compact";
  if (localStorage.getItem("menu") === "rail") root.dataset.menu = "rail";
  const widths = localStorage.getItem(`widths:${location.pathname}`);
  if (widths) {
    document.widths = new CSSStyleSheet();
    document.widths.replaceSync(widths);
    document.adoptedStyleSheets.push(document.widths);
  }
} catch {
  // Storage is refused in some private windows: the defaults are fine.
}
