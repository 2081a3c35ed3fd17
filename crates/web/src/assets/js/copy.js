// [data-copy="text"] puts the text on the clipboard and says so; without text, the address of the page.
import { announce } from "./live.js";
import { toast } from "./toast.js";
import { say } from "./words.js";

document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  const text = button.dataset.copy || location.origin + location.pathname;
  try {
    await navigator.clipboard.writeText(text);
    toast(say("copied"));
    announce(say("copied"));
  } catch {
    toast(say("failed"), "danger");
  }
});
