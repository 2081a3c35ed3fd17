// In the command dialog and beside any search field: arrows choose a result, Enter follows it.
document.addEventListener("keydown", (event) => {
  const dialog = event.target.closest?.("dialog.command");
  if (!dialog || !["ArrowDown", "ArrowUp", "Enter"].includes(event.key)) return;
  const results = [...dialog.querySelectorAll(".result")];
  if (results.length === 0) return;
  const at = results.findIndex((result) => result.classList.contains("is-active"));
  if (event.key === "Enter") {
    if (at < 0) return;
    event.preventDefault();
    results[at].click();
    return;
  }
  event.preventDefault();
  const next = results.at((at + (event.key === "ArrowDown" ? 1 : at < 0 ? 0 : -1)) % results.length);
  results.forEach((result) => result.classList.toggle("is-active", result === next));
  next.scrollIntoView({ block: "nearest" });
  event.target.setAttribute("aria-activedescendant", (next.id ||= `result-${results.indexOf(next)}`));
});
