// Gives the page an island's own style sheet, in the layer of the components.
const adopted = new Set();

export function adopt(styles) {
  if (adopted.has(styles)) return;
  adopted.add(styles);
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`@layer components { ${styles} }`);
  document.adoptedStyleSheets.push(sheet);
}
