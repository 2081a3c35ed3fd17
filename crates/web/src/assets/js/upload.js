// form[data-upload] sends its file with progress and then shows the server's answer; [data-dropzone] takes dropped files.
import { toast } from "./toast.js";
import { say } from "./words.js";

function send(form) {
  const bar = form.querySelector("progress");
  const request = new XMLHttpRequest();
  request.open(form.method, form.action);
  request.upload.addEventListener("progress", ({ loaded, total }) => {
    if (!bar) return;
    bar.hidden = false;
    bar.max = total;
    bar.value = loaded;
  });
  request.addEventListener("load", () => show(request, form));
  request.addEventListener("error", () => { if (bar) bar.hidden = true; toast(say("offline"), "danger"); });
  request.send(new FormData(form));
}

function show(request, form) {
  if (request.status < 400 && request.responseURL !== form.action) return location.assign(request.responseURL);
  const page = new DOMParser().parseFromString(request.responseText, "text/html");
  const main = page.getElementById("main");
  if (main) document.getElementById("main").replaceWith(document.adoptNode(main));
  else toast(say("failed"), "danger");
}

document.addEventListener("submit", (event) => {
  if (!event.target.matches("form[data-upload]")) return;
  event.preventDefault();
  send(event.target);
});

for (const [type, over] of [["dragover", true], ["dragleave", false], ["drop", false]]) {
  document.addEventListener(type, (event) => {
    const zone = event.target.closest?.("[data-dropzone]");
    if (!zone) return;
    event.preventDefault();
    zone.classList.toggle("is-over", over);
    if (type !== "drop" || event.dataTransfer.files.length === 0) return;
    const input = zone.querySelector("input[type=file]");
    input.files = event.dataTransfer.files;
    input.dispatchEvent(new Event("change", { bubbles: true }));
  });
}
