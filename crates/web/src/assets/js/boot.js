// Runs before the first paint: marks that scripts work, and applies the remembered theme, density, menu width, widths of columns and where records open.
const root = document.documentElement;
root.classList.add("js");
try {
  const theme = localStorage.getItem("theme");
  if (theme === "light" || theme === "dark") root.dataset.theme = theme;
  for (const [kind, value] of [["density", "compact"], ["records", "beside"], ["menu", "rail"]]) {
    if (localStorage.getItem(kind) === value) root.dataset[kind] = value;
  }
  const widths = localStorage.getItem(`widths:${location.pathname}`);
  if (widths) {
    document.widths = new CSSStyleSheet();
    document.widths.replaceSync(widths);
    document.adoptedStyleSheets.push(document.widths);
  }
} catch {
  // Storage is refused in some private windows: the defaults are fine.
}
