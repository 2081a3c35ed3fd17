// form[data-likeness="/contact/likeness name emails"]: while a new record is typed, says beside these fields which others
// have the same. It never stands in the way of saving.
import styles from "../css/likeness.css" with { type: "text" };
import { adopt } from "./adopt.js";

const PAUSE_MS = 400;

function place(form, field) {
  const around = form.querySelector(`#field-${CSS.escape(field)}`);
  if (!around) return null;
  const made = () => Object.assign(document.createElement("div"), { className: "likeness" });
  const note = around.querySelector(":scope > .likeness") ?? around.appendChild(made());
  note.setAttribute("role", "status");
  return note;
}

const of = (name, fields) => fields.some((field) => name === field || name.startsWith(`${field}[`));

function typed(form, fields) {
  const pairs = [...new FormData(form)].filter(([name, value]) => typeof value === "string" && of(name, fields));
  return new URLSearchParams(pairs).toString();
}

function show(form, fields, html) {
  const answer = document.createElement("template");
  answer.innerHTML = html;
  for (const field of fields) {
    const [note, told] = [place(form, field), answer.content.querySelector(`[data-for="${CSS.escape(field)}"]`)];
    if (!note || note.innerHTML === (told?.innerHTML ?? "")) continue;
    note.replaceChildren(...(told?.childNodes ?? []));
  }
}

export function start(form) {
  adopt(styles);
  const [address, ...fields] = form.dataset.likeness.split(" ");
  let [timer, asking, asked] = [undefined, undefined, typed(form, fields)];
  fields.forEach((field) => place(form, field));
  const given = [...new URLSearchParams(asked)].some(([name, value]) => value && !/\[(type|primary)\]$/.test(name));
  const ask = async () => {
    const query = typed(form, fields);
    if (query === asked) return;
    asked = query;
    asking?.abort();
    asking = new AbortController();
    try {
      const body = new URLSearchParams(query);
      const answer = await fetch(address, { method: "POST", body, signal: asking.signal, headers: { "HX-Request": "true" } });
      if (answer.ok && !answer.headers.has("HX-Redirect")) show(form, fields, await answer.text());
    } catch {
      // Nobody is warned without a network; nothing else is missing.
      asked = "";
    }
  };
  const soon = () => { clearTimeout(timer); timer = setTimeout(ask, PAUSE_MS); };
  form.addEventListener("input", soon);
  form.addEventListener("change", soon);
  // What the form began with, as a link to it may give it.
  if (given) { asked = ""; soon(); }
}
