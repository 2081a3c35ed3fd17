// htmx, configured before it starts. Nothing here may need unsafe-eval or an inline style.
import "./htmx-settings.js";
import htmx from "htmx.org/dist/htmx.esm.min.js";

export default htmx;
