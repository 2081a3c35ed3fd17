// [data-dialog="id"] opens a native dialog. [data-dialog-load="Title"] on a link loads that page's form into #dialog:
// a refused form stays there, a successful one goes where the server redirects.
import htmx, { onContent, within } from "./htmx.js";
import { forget } from "./keep.js";
import { say } from "./words.js";

const modifier = (event) => event.ctrlKey || event.metaKey || event.shiftKey || event.button > 0;

function frame(dialog, title) {
  dialog.innerHTML = `<div class="dialog-header"><h2 id="dialog-title"></h2>
    <button class="icon-button" data-dialog-close>×</button></div><div class="dialog-body" id="dialog-body"></div>`;
  dialog.querySelector("h2").textContent = title;
  dialog.querySelector("button").setAttribute("aria-label", say("close"));
}

async function load(link) {
  const dialog = document.getElementById("dialog");
  frame(dialog, link.dataset.dialogLoad || link.textContent.trim());
  await htmx.ajax("GET", link.href, { source: dialog, target: "#dialog-body", select: ".form", swap: "innerHTML" });
  if (!dialog.querySelector(".form")) return location.assign(link.href);
  document.querySelectorAll(".menu:popover-open").forEach((menu) => menu.hidePopover());
  dialog.showModal();
  dialog.querySelector("[autofocus], .dialog-body :is(input, select, textarea):not([type=hidden])")?.focus();
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-dialog-load]");
  if (link && !modifier(event) && document.getElementById("dialog")) {
    event.preventDefault();
    load(link);
    return;
  }
  const opens = event.target.closest("[data-dialog]");
  if (opens) document.getElementById(opens.dataset.dialog)?.showModal();
  if (event.target.closest("[data-dialog-close]") || event.target.matches("dialog.dialog")) event.target.closest("dialog")?.close();
});

onContent((added) => {
  for (const form of within(added, "#dialog-body form:not([hx-post])")) {
    const wanted = { "hx-post": form.action, "hx-target": "#dialog-body", "hx-select": ".form", "hx-swap": "innerHTML" };
    for (const [name, value] of Object.entries(wanted)) form.setAttribute(name, value);
    form.querySelectorAll(".form-actions a").forEach((cancel) => cancel.setAttribute("data-dialog-close", ""));
    htmx.process(form);
  }
});

document.addEventListener("click", (event) => {
  if (event.target.closest("#dialog-body a[data-dialog-close]")) event.preventDefault();
});

// What was asked for beside a change is of no use once the change was given up.
document.addEventListener("close", ({ target }) => { target.querySelectorAll?.("form[data-keep=lacking]").forEach(forget); }, true);

document.addEventListener("htmx:before:response", (event) => {
  const { response, sourceElement } = event.detail.ctx;
  if (!response.raw.redirected || !sourceElement.closest?.("#dialog-body")) return;
  event.preventDefault();
  if (sourceElement.matches("[data-keep]")) forget(sourceElement);
  location.assign(response.raw.url);
});
