// Tables: a click on a row of tbody[data-follow] follows its first link, whose whole text shows where it is cut;
// [data-check-all], Shift ranges and the count of ticked rows.
let last;

function count(table) {
  const scope = table.closest("form") ?? document;
  const boxes = [...scope.querySelectorAll(".row-check")];
  const ticked = boxes.filter((box) => box.checked).length;
  scope.querySelectorAll("[data-check-count]").forEach((element) => { element.textContent = ticked.toLocaleString(document.documentElement.lang); });
  const all = scope.querySelector("[data-check-all]");
  if (!all) return;
  all.checked = ticked > 0 && ticked === boxes.length;
  all.indeterminate = ticked > 0 && ticked < boxes.length;
}

function tick(box, shift) {
  const table = box.closest("table");
  if (box.matches("[data-check-all]")) table.querySelectorAll(".row-check").forEach((other) => { other.checked = box.checked; });
  else if (shift && last?.isConnected) {
    const boxes = [...table.querySelectorAll(".row-check")];
    const [from, to] = [boxes.indexOf(last), boxes.indexOf(box)].sort((a, b) => a - b);
    boxes.slice(Math.max(from, 0), to + 1).forEach((other) => { other.checked = box.checked; });
  }
  last = box;
  count(table);
}

const leads = (element) => element.closest("[data-follow] > tr")?.querySelector("a[href]");

document.addEventListener("click", (event) => {
  if (event.target.matches(".row-check, [data-check-all]")) return tick(event.target, event.shiftKey);
  const link = leads(event.target);
  if (!link || event.target.closest("a, button, input, select, label, .menu, .cell-check") || getSelection()?.toString()) return;
  if (event.ctrlKey || event.metaKey) open(link.href, "_blank");
  else link.click();
});
document.addEventListener("auxclick", (event) => {
  const link = leads(event.target);
  if (event.button === 1 && link && !event.target.closest("a, button")) open(link.href, "_blank");
});
document.addEventListener("pointerover", (event) => {
  const link = event.target.closest("[data-follow] .cell-title > a");
  if (link && (link.scrollWidth > link.clientWidth || link.scrollHeight > link.clientHeight)) link.title = link.textContent;
});
