// htmx, configured before it starts.
import "./htmx-settings.js";
import htmx from "htmx.org/dist/htmx.esm.min.js";

/** Calls back with the document's body once, and with every element that htmx adds later. */
export const onContent = (callback) => htmx.onLoad(callback);

/** The elements under (and including) `root` that match. */
export const within = (root, selector) => [...(root.matches(selector) ? [root] : []), ...root.querySelectorAll(selector)];

export default htmx;
