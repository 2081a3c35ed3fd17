// htmx reads its settings from a <meta> once, when it is imported; this runs before that.
// Its own indicator styles stay off (ours are in css/progress.css), and swaps keep the scroll position.
const meta = document.createElement("meta");
meta.name = "htmx-config";
meta.content = JSON.stringify({ includeIndicatorCSS: false, defaultTimeout: 30000, history: "reload", morphIgnore: ["data-htmx-powered", "data-started"], morphSkip: ".ts-wrapper, .tomselected, [hx-morph-skip]" });
document.head.append(meta);
