// Loads the larger scripts only on pages that have something for them, also when htmx brings it later.
import { onContent, within } from "./htmx.js";

const islands = {
  "[data-board]": () => import("./board.js"),
  "[data-picker]": () => import("./picker.js"),
  "[data-list]": () => import("./list.js"),
  "[data-records=beside] :has(> [data-list])": () => import("./beside.js"),
  ".facts:has([data-field])": () => import("./facts.js"),
  "[data-likeness]": () => import("./likeness.js"),
  "[data-arrange]": () => import("./arrange.js"),
  "[data-mention]": () => import("./mention.js"),
  "[data-presence]": () => import("./presence.js"),
  "[data-list] > tbody, .board-cards, [data-trail]": () => import("./trail.js"),
  "[data-chart]": () => import("./chart.js"),
  "[data-shape], [data-order]": () => import("./shape.js"),
  ".bell, [data-live], [data-allow-notices]": () => import("./fresh.js"),
};

onContent(async (added) => {
  for (const [selector, load] of Object.entries(islands)) {
    const found = within(added, selector);
    if (found.length === 0) continue;
    const { start } = await load();
    for (const element of found) {
      if (!element.isConnected || element.dataset.started) continue;
      element.dataset.started = "true";
      start(element);
      // One at a time: a form has many, and whoever types meanwhile is not kept waiting.
      await new Promise((done) => setTimeout(done));
    }
  }
});
