// [data-copy="text"] puts the text on the clipboard and says so.
import { announce } from "./live.js";
import { toast } from "./toast.js";
import { say } from "./words.js";

document.addEventListener("click", async (event) => {
  const text = event.target.closest("[data-copy]")?.dataset.copy;
  if (text === undefined) return;
  try {
    await navigator.clipboard.writeText(text);
    toast(say("copied"));
    announce(say("copied"));
  } catch {
    toast(say("failed"), "danger");
  }
});
