// Small manners of forms: submit when changed, never twice, the focus where a person should look, and the page where it was.
import { onContent, within } from "./htmx.js";
import { toast } from "./toast.js";
import { say } from "./words.js";

onContent((added) => within(added, "[data-focus]").at(0)?.focus());

document.addEventListener("change", (event) => {
  const form = event.target.form;
  if (form?.matches("[data-autosubmit]")) form.requestSubmit();
});

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.dataset.sent && !event.defaultPrevented) return event.preventDefault();
  if (event.defaultPrevented || form.method === "get" || form.method === "dialog" || form.target) return;
  // What is typed stays, instead of a page of the browser's own.
  if (!navigator.onLine) {
    event.preventDefault();
    return toast(say("offline"), "danger");
  }
  form.dataset.sent = "true";
  setTimeout(() => delete form.dataset.sent, 5000);
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && !event.defaultPrevented) event.target.form?.requestSubmit();
});
addEventListener("pageshow", () => document.querySelectorAll("form[data-sent]").forEach((form) => delete form.dataset.sent));

// A page that comes back after something was sent from it stays where it was.
const PLACE = "kith:place";
document.addEventListener("submit", (event) => {
  if (event.target.method !== "get") sessionStorage.setItem(PLACE, JSON.stringify([location.pathname, scrollY]));
});
const [left, place] = JSON.parse(sessionStorage.getItem(PLACE) ?? "[]");
sessionStorage.removeItem(PLACE);
if (left === location.pathname && !document.querySelector(".error-summary")) scrollTo({ top: place, behavior: "instant" });

// Who comes with a keyboard begins to type at once.
const begins = "main form[data-begin] :is(input, select, textarea):not([type=hidden], [type=file], .ts-hidden-accessible, .name-input select)";
if (!location.hash && matchMedia("(hover: hover)").matches && !document.querySelector("main [data-focus]")) {
  document.querySelector(begins)?.focus({ preventScroll: true });
}
