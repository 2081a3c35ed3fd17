// select[data-picker]: a combobox. With data-url it asks the server as one types (JSON [{value, text, sub}]).
import TomSelect from "tom-select/base";
import clearButton from "tom-select/dist/esm/plugins/clear_button/plugin.js";
import removeButton from "tom-select/dist/esm/plugins/remove_button/plugin.js";
import styles from "../css/picker.css" with { type: "text" };
import { adopt } from "./adopt.js";
import { say } from "./words.js";

TomSelect.define("clear_button", clearButton);
TomSelect.define("remove_button", removeButton);

async function ask(address, query) {
  const url = new URL(address, location.href);
  url.searchParams.set("q", query);
  const response = await fetch(url, { headers: { Accept: "application/json" } });
  if (!response.ok) throw new Error(`${url.pathname}: ${response.status}`);
  return response.json();
}

function render(data, escape) {
  const sub = data.sub ? `<small>${escape(data.sub)}</small>` : "";
  return `<div>${escape(data.text)}${sub}</div>`;
}

function fromServer(select, chosen) {
  const { url, create } = select.dataset;
  const load = (query, done) => ask(url, query).then(done, () => done());
  // Whoever would go on without what is being made sees that it is awaited.
  const make = async (text, done) => {
    select.dataset.making = "";
    const option = await import("./create.js").then((made) => made.create(create, text)).catch(() => undefined);
    delete select.dataset.making;
    done(option);
    chosen();
  };
  return {
    load,
    preload: "focus",
    shouldLoad: () => true,
    // What is chosen stays among the options, whatever is asked for, and must not be the one that Enter takes.
    hideSelected: true,
    searchField: [],
    score: () => () => 1,
    create: create ? make : false,
  };
}

export function start(select) {
  adopt(styles);
  const settings = {
    plugins: select.multiple ? { remove_button: { title: say("remove") } } : { clear_button: { title: say("clear") } },
    maxOptions: 100,
    create: select.hasAttribute("data-free"),
    persist: false,
    allowEmptyOption: false,
    closeAfterSelect: !select.multiple,
    render: {
      option: render,
      item: (data, escape) => `<div>${escape(data.text)}</div>`,
      no_results: () => `<div class="no-results">${say("nothing")}</div>`,
      option_create: ({ input }, escape) => `<div class="create">${say("create")} “${escape(input)}”</div>`,
    },
  };
  const picker = new TomSelect(select, { ...settings, ...(select.dataset.url ? fromServer(select, () => picker.close()) : {}) });
  // It would refuse what is pasted where something is chosen.
  picker.onPaste = () => {};
  select.setAttribute("aria-hidden", "true");
  // Whatever leads to the control, a label or the address, leads to what is seen of it: typing must not change it unseen.
  select.addEventListener("focus", () => picker.focus());
  if (document.activeElement === select || location.hash === `#${select.id}`) picker.focus();
  picker.on("type", () => {
    if (!select.dataset.url) return;
    picker.clearOptions((option) => picker.items.includes(option.value));
    // Enter takes nothing that was found for fewer letters.
    picker.clearActiveOption();
  });
  picker.on("change", () => select.dispatchEvent(new Event("input", { bubbles: true })));
  for (const name of ["aria-describedby", "aria-invalid"]) {
    const value = select.getAttribute(name);
    if (value) picker.control_input.setAttribute(name, value);
  }
  const label = select.getAttribute("aria-label");
  if (label) picker.control_input.setAttribute("aria-label", label);
}
