// Keyboard: / searches, Ctrl-K commands, g and a letter goes, [data-key] elements answer to their key, ? lists them.
const PREFIX_MS = 1200;
let prefixed = 0;

const typing = (target) => target.closest?.("input, textarea, select, [contenteditable], .ts-wrapper") !== null;
const visible = (element) => element.checkVisibility?.() ?? true;

function find(attribute, key) {
  return [...document.querySelectorAll(`[${attribute}="${CSS.escape(key)}"]`)].find(visible);
}

async function command() {
  if (document.getElementById("command")) (await import("./command.js")).open();
}

function answer(key) {
  if (Date.now() - prefixed < PREFIX_MS) {
    prefixed = 0;
    return document.querySelector(`[data-go="${CSS.escape(key)}"]`);
  }
  if (key === "g") prefixed = Date.now();
  return find("data-key", key);
}

document.addEventListener("keydown", (event) => {
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") {
    event.preventDefault();
    return command();
  }
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || typing(event.target)) return;
  if (document.querySelector("dialog[open]")) return;
  if (event.key === "/") {
    event.preventDefault();
    return document.querySelector("[data-search-focus]")?.focus();
  }
  if (event.key === "?") return document.getElementById("keys")?.showModal();
  const element = answer(event.key);
  if (!element) return;
  event.preventDefault();
  if (element.matches("textarea")) return element.focus();
  element.click();
  document.getElementById(element.getAttribute("popovertarget"))?.querySelector(".menu-item")?.focus();
});

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && event.target.matches?.("[data-search-focus]")) event.target.blur();
});
