// The worker that answers when there is no network; in another language it is another one.
addEventListener("load", () => {
  navigator.serviceWorker?.register(`/service-worker.js?lang=${document.documentElement.lang}`).catch(() => {});
});
