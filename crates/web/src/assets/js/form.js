// Small manners of forms: submit when changed, never twice, and the focus where a person should look.
import { onContent, within } from "./htmx.js";

onContent((added) => within(added, "[data-focus]").at(0)?.focus());

document.addEventListener("change", (event) => {
  const form = event.target.form;
  if (form?.matches("[data-autosubmit]")) form.requestSubmit();
});

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.dataset.sent && !event.defaultPrevented) return event.preventDefault();
  if (event.defaultPrevented || form.method === "get" || form.method === "dialog" || form.target) return;
  form.dataset.sent = "true";
  setTimeout(() => delete form.dataset.sent, 5000);
});
addEventListener("pageshow", () => document.querySelectorAll("form[data-sent]").forEach((form) => delete form.dataset.sent));
