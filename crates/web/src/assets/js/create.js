// A record made in the middle of a form that links to it: its own form in a dialog above, and then it is chosen.
import htmx from "./htmx.js";
import { forget } from "./keep.js";
import { toast } from "./toast.js";
import { say } from "./words.js";

/** Takes the ids that the new form has too from the rest of the page, and gives them back. */
function sole(dialog) {
  const taken = [...dialog.querySelectorAll("[id]")].flatMap(({ id }) =>
    [...document.querySelectorAll(`[id="${CSS.escape(id)}"]`)].filter((other) => !dialog.contains(other)).map((other) => [other, id]));
  taken.forEach(([element]) => element.removeAttribute("id"));
  return () => taken.forEach(([element, id]) => { element.id = id; });
}

function frame(title) {
  const dialog = Object.assign(document.createElement("dialog"), { className: "dialog" });
  dialog.innerHTML = `<div class="dialog-header"><h2 id="create-title"></h2><button class="icon-button" type="button" data-dialog-close>×</button></div><div class="dialog-body"></div>`;
  dialog.setAttribute("aria-labelledby", "create-title");
  dialog.querySelector("h2").textContent = title;
  dialog.querySelector("button").setAttribute("aria-label", say("close"));
  return dialog;
}

async function ask(address, options) {
  const answer = await fetch(address, options);
  const elsewhere = answer.headers.get("HX-Redirect");
  if (elsewhere) location.assign(elsewhere);
  return { answer, text: elsewhere ? "" : await answer.text() };
}

const parsed = (html) => new DOMParser().parseFromString(html, "text/html");

/** Puts a form of ours into the dialog, and sends it from here. */
function fill(dialog, form, made) {
  form.dataset.keep = "within";
  form.querySelectorAll("[name=_then]").forEach((button) => button.remove());
  form.querySelectorAll(".form-actions a").forEach((cancel) => cancel.replaceWith(Object.assign(document.createElement("button"), { type: "button", className: cancel.className, textContent: cancel.textContent })));
  form.querySelectorAll(".form-actions [type=button]").forEach((cancel) => cancel.setAttribute("data-dialog-close", ""));
  dialog.querySelector(".dialog-body").replaceChildren(document.adoptNode(form));
  const back = sole(dialog);
  htmx.process(form);
  form.querySelector("[data-focus], :is(input, select, textarea):not([type=hidden])")?.focus();
  let sending = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    event.stopPropagation();
    if (sending) return;
    sending = true;
    const body = new URLSearchParams(new FormData(form));
    body.set("_then", "option");
    try {
      const { answer, text } = await ask(form.action, { method: "POST", body, headers: { "HX-Request": "true" } });
      if (answer.headers.get("Content-Type")?.startsWith("application/json")) {
        forget(form);
        return made(JSON.parse(text));
      }
      const again = parsed(text).querySelector("main .form");
      if (!again) return toast(say("failed"), "danger");
      back();
      fill(dialog, again, made);
    } catch {
      toast(say("offline"), "danger");
    } finally {
      sending = false;
    }
  });
  dialog.addEventListener("close", back, { once: true });
}

/** Asks for a new record called so, by the form at an address; gives what the picker chooses, or nothing. */
export async function create(address, called) {
  const { text } = await ask(`${address}?_called=${encodeURIComponent(called)}`, { headers: { "HX-Request": "true" } });
  const page = parsed(text);
  const form = page.querySelector("main .form");
  if (!form) return undefined;
  const dialog = frame(page.querySelector("h1")?.textContent ?? say("create"));
  document.body.append(dialog);
  let option;
  return new Promise((done) => {
    dialog.addEventListener("close", () => { dialog.remove(); done(option); });
    dialog.showModal();
    fill(dialog, form, (made) => { option = made; dialog.close(); });
  });
}
