// Lists and the lanes of boards leave behind which records they show, in order; the page of a record, nav[data-trail], leads
// to the one before and the one after, beyond the page of the list too, and back to the list. Kept for the tab alone.
const TRAIL = "kith-trail";
const TITLES = "td.cell-title > a[href], a.board-card-title";

const read = () => JSON.parse(sessionStorage.getItem(TRAIL) ?? "null");
const write = (trail) => sessionStorage.setItem(TRAIL, JSON.stringify(trail));
const records = (place) => [...place.querySelectorAll(TITLES)].map((link) => link.pathname);
const page = (root, rel) => root.querySelector(`.pager a[rel=${rel}]`)?.getAttribute("href") ?? null;

function leave(event) {
  const place = event.target.closest?.("[data-list], .board-cards");
  if (!place) return;
  const board = place.matches(".board-cards");
  const [before, after] = board ? [null, null] : [page(document, "prev"), page(document, "next")];
  write({ list: location.pathname + location.search, records: records(place), before, after });
}

// The records of the page of the list before or after those that are known.
async function more(trail, way) {
  const address = way < 0 ? trail.before : trail.after;
  if (!address) return trail;
  const answer = await fetch(address).catch(() => undefined);
  // Led elsewhere, as to sign in, it is not that list.
  if (!answer?.ok || answer.redirected) return trail;
  const list = new DOMParser().parseFromString(await answer.text(), "text/html");
  const found = records(list.querySelector("[data-list]") ?? list);
  if (way < 0) Object.assign(trail, { records: [...found, ...trail.records], before: page(list, "prev") });
  else Object.assign(trail, { records: [...trail.records, ...found], after: page(list, "next") });
  write(trail);
  return trail;
}

async function near(way) {
  let trail = read();
  const at = () => trail.records.indexOf(location.pathname);
  if (!trail.records[at() + way]) trail = await more(trail, way);
  return trail.records[at() + way];
}

async function lead(nav) {
  const trail = read();
  if (!trail?.records.includes(location.pathname)) return;
  nav.hidden = false;
  nav.querySelector("[data-near='0']").href = trail.list;
  for (const way of [-1, 1]) {
    const link = nav.querySelector(`[data-near="${way}"]`);
    const href = await near(way);
    if (href) link.href = href;
    link.hidden = !href;
  }
}

let leaving = false;
export function start(element) {
  if (element.matches("[data-trail]")) return lead(element);
  if (leaving) return;
  leaving = true;
  document.addEventListener("click", leave, true);
}
