// form[data-keep]: what was typed survives a reload or a lost session, until it is sent. Never keeps secrets or files.
import { onContent, within } from "./htmx.js";
import { say } from "./words.js";

// Where it is sent, not where it stands: a form that came back with what is wrong stands elsewhere.
const key = (form) => `keep:${form.dataset.keep}:${form.getAttribute("action") ?? location.pathname}`;
const kept = (control) => control.name && !control.matches("[type=password], [type=file], [type=hidden], [type=submit]");
const controls = (form) => [...form.elements].filter((control) => kept(control) && !control.closest("template"));

function read(control) {
  if (control.matches("[type=checkbox], [type=radio]")) return control.checked;
  return control.multiple ? [...control.selectedOptions].map((option) => option.value) : control.value;
}

function write(control, value) {
  if (control.matches("[type=checkbox], [type=radio]")) control.checked = value;
  else if (control.matches("select") && ![value].flat().every((one) => [...control.options].some((option) => option.value === one))) return;
  else if (control.multiple) [...control.options].forEach((option) => { option.selected = value.includes(option.value); });
  else control.value = value;
}

const place = (control, form) => `${control.name}#${controls(form).filter((other) => other.name === control.name).indexOf(control)}`;

function save(form) {
  const values = Object.fromEntries(controls(form).map((control) => [place(control, form), read(control)]));
  sessionStorage.setItem(key(form), JSON.stringify(values));
}

function note(form) {
  const message = Object.assign(document.createElement("span"), { className: "kept-note", textContent: `${say("restored")} ` });
  const discard = Object.assign(document.createElement("button"), { type: "button", className: "link-button", textContent: say("discard") });
  discard.addEventListener("click", () => { sessionStorage.removeItem(key(form)); location.reload(); });
  message.append(discard);
  (form.querySelector(".form-actions") ?? form).append(message);
}

function restore(form) {
  const text = sessionStorage.getItem(key(form));
  if (!text || form.querySelector(".error-summary")) return;
  const values = JSON.parse(text);
  let changed = false;
  for (const control of controls(form)) {
    const value = values[place(control, form)];
    if (value === undefined || JSON.stringify(value) === JSON.stringify(read(control))) continue;
    write(control, value);
    changed = true;
  }
  if (changed) note(form);
}

/** Forgets what was typed: it has arrived. */
export const forget = (form) => sessionStorage.removeItem(key(form));

// What was sent arrived when the answer led elsewhere than to sign in: it is typed still after a network that was lost.
const SENT = "keep-sent";
const sent = sessionStorage.getItem(SENT);
const led = performance.getEntriesByType("navigation")[0]?.redirectCount > 0;
if (sent && led && location.pathname !== "/sign-in") sessionStorage.removeItem(sent);
sessionStorage.removeItem(SENT);

document.addEventListener("htmx:after:request", ({ detail: { ctx } }) => {
  const { sourceElement, response } = ctx;
  if (sourceElement.matches?.("form[data-keep]") && response.status < 400 && !response.headers.has("HX-Redirect")) forget(sourceElement);
});

onContent((added) => {
  for (const form of within(added, "form[data-keep]")) {
    restore(form);
    form.addEventListener("input", () => save(form));
    form.addEventListener("change", () => save(form));
    form.addEventListener("submit", () => { if (!form.hasAttribute("hx-post")) sessionStorage.setItem(SENT, key(form)); });
  }
});
