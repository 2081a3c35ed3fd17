// [data-repeat]: rows added from the template, with a fresh number for __INDEX__, and removed again.
import htmx from "./htmx.js";

function add(repeat) {
  const template = repeat.querySelector("template[data-repeat-template]");
  const number = Number(repeat.dataset.next ?? 1000);
  repeat.dataset.next = String(number + 1);
  const holder = document.createElement("template");
  holder.innerHTML = template.innerHTML.replaceAll("__INDEX__", String(number));
  const row = holder.content.firstElementChild;
  repeat.querySelector("[data-repeat-rows]").append(row);
  htmx.process(row);
  row.querySelector("input:not([type=hidden]), select, textarea")?.focus();
  return row;
}

function remove(row) {
  const repeat = row.closest("[data-repeat]");
  const next = row.nextElementSibling ?? row.previousElementSibling;
  row.remove();
  (next?.querySelector("input, select, textarea") ?? repeat.querySelector("[data-repeat-add]"))?.focus();
  repeat.dispatchEvent(new Event("change", { bubbles: true }));
}

document.addEventListener("click", (event) => {
  const adds = event.target.closest("[data-repeat-add]");
  if (adds) add(adds.closest("[data-repeat]"));
  const row = event.target.closest("[data-repeat-remove]")?.closest("[data-repeat-row]");
  if (row) remove(row);
});
