// The few words that scripts show. A page in another language sets them on <html data-say-NAME="…">.
const english = {
  restored: "Restored what you typed.",
  discard: "Discard",
  copied: "Copied",
  failed: "That did not work. Please try again.",
  offline: "No connection. Nothing was changed.",
  moved: "Moved to",
  close: "Close",
  nothing: "Nothing found",
  create: "Create",
  remove: "Remove",
  clear: "Clear All",
};

export const say = (name) => document.documentElement.dataset[`say${name[0].toUpperCase()}${name.slice(1)}`] ?? english[name];
