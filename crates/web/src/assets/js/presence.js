// [data-presence="/account/ID/presence"]: says every half minute that somebody looks at the record, and shows who else does.
const EACH = 30_000;

async function tell(place) {
  if (document.hidden || !place.isConnected) return;
  const answer = await fetch(place.dataset.presence, { method: "POST", headers: { "HX-Request": "true" } }).catch(() => undefined);
  if (!answer?.ok) return;
  const others = await answer.text();
  // What did not change is not said again.
  if (place.dataset.told === others) return;
  place.dataset.told = others;
  place.innerHTML = others;
}

export function start(place) {
  tell(place);
  setInterval(tell, EACH, place);
  document.addEventListener("visibilitychange", () => tell(place));
  // As good as browsers do it: what does not arrive is forgotten by the server after a minute.
  addEventListener("pagehide", () => navigator.sendBeacon(place.dataset.presence, new URLSearchParams({ gone: "true" })));
}
