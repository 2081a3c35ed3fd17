// Rows of links that scroll sideways start with the current one in sight.
import { onContent, within } from "./htmx.js";

onContent((added) => {
  for (const current of within(added, ":is(.tabs, .stage-bar, .side-nav) > [aria-current]")) {
    const row = current.parentElement;
    row.scrollLeft = current.offsetLeft - row.offsetLeft - 40;
  }
});
