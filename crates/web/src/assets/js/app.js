// What every page loads. One small file per behaviour, each bound to data attributes; see ../README.md.
// Everything here only improves pages that already work as plain links and forms.
import "./htmx.js";
import "./theme.js";
import "./side-menu.js";
import "./menu.js";
import "./dialog.js";
import "./toast.js";
import "./live.js";
import "./keys.js";
import "./rows.js";
import "./repeat.js";
import "./keep.js";
import "./form.js";
import "./upload.js";
import "./copy.js";
import "./scroll-current.js";
import "./islands.js";
import "./worker.js";
