// textarea[data-mention="/user/options"]: offers people while somebody types a name after an @, and writes it out in full.
import styles from "../css/mention.css" with { type: "text" };
import { adopt } from "./adopt.js";

const PAUSE = 120;
const MOST = 6;
// The name that is being typed: up to four words, none of an address.
const TYPED = /(?:^|[^\p{L}\p{N}])@((?:[\p{L}\p{M}'’.-]+ ?){0,4})$/u;

class Suggestions {
  constructor(area) {
    this.area = area;
    this.list = Object.assign(document.createElement("ul"), { className: "mention-list", id: "mention-list", popover: "manual" });
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", area.dataset.people);
    area.after(this.list);
    area.setAttribute("aria-autocomplete", "list");
    area.setAttribute("aria-controls", this.list.id);
    area.addEventListener("input", () => this.later());
    area.addEventListener("keydown", (event) => this.key(event));
    area.addEventListener("blur", () => this.close());
    // Where the caret goes elsewhere, no name is being typed.
    document.addEventListener("selectionchange", () => { if (this.typed() === undefined) this.close(); });
    this.list.addEventListener("pointerdown", (event) => {
      event.preventDefault();
      this.take(event.target.closest("[role=option]"));
    });
    // Somebody may type sooner than this is there.
    if (this.typed() !== undefined) this.later();
  }

  typed() {
    const { value, selectionStart, selectionEnd } = this.area;
    if (selectionStart !== selectionEnd || document.activeElement !== this.area) return undefined;
    return TYPED.exec(value.slice(Math.max(0, selectionStart - 80), selectionStart))?.[1];
  }

  later() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.ask(), PAUSE);
  }

  async ask() {
    const query = this.typed();
    if (query === undefined || query === this.done) return this.close();
    const url = new URL(this.area.dataset.mention, location.href);
    url.searchParams.set("q", query.trim());
    const answer = await fetch(url, { headers: { Accept: "application/json" } }).catch(() => undefined);
    const found = answer?.ok ? await answer.json() : [];
    if (this.typed() === query) this.show(found.slice(0, MOST));
  }

  get options() {
    return [...this.list.children];
  }

  show(found) {
    this.list.replaceChildren(...found.map(({ text }, at) => {
      const option = Object.assign(document.createElement("li"), { id: `mention-${at}`, textContent: text });
      option.setAttribute("role", "option");
      return option;
    }));
    if (found.length === 0) return this.close();
    this.list.showPopover();
    const { left, bottom, width } = this.area.getBoundingClientRect();
    Object.assign(this.list.style, { left: `${left}px`, top: `${bottom + 4}px`, width: `${width}px` });
    this.choose(0);
  }

  choose(at) {
    this.at = (at + this.options.length) % this.options.length;
    this.options.forEach((option, n) => option.setAttribute("aria-selected", String(n === this.at)));
    this.area.setAttribute("aria-activedescendant", this.options[this.at].id);
  }

  close() {
    this.area.removeAttribute("aria-activedescendant");
    if (this.list.matches(":popover-open")) this.list.hidePopover();
  }

  take(option) {
    const typed = this.typed();
    if (!option || typed === undefined) return this.close();
    const caret = this.area.selectionStart;
    const name = `${option.textContent} `;
    this.area.setRangeText(name, caret - typed.length, caret, "end");
    this.done = name;
    this.close();
    this.area.dispatchEvent(new Event("input", { bubbles: true }));
  }

  key(event) {
    if (!this.list.matches(":popover-open") || event.isComposing) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) this.choose(this.at + step);
    else if (event.key === "Enter" || event.key === "Tab") this.take(this.options[this.at]);
    else if (event.key === "Escape") this.close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }
}

export function start(area) {
  adopt(styles);
  new Suggestions(area);
}
