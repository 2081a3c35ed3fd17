// Without a network a page is answered by one that says so. Pages are never kept: they hold people's data. What is kept is
// that one page and what it is drawn with (SHELL, put in when it is bundled).
const KEPT = "kith-shell";
const PAGE = "/offline";
const language = new URL(location.href).searchParams.get("lang") ?? "";

async function keep() {
  const page = await fetch(`${PAGE}?lang=${encodeURIComponent(language)}`, { cache: "reload" });
  if (!page.ok) throw new Error(`${PAGE}: ${page.status}`);
  const kept = await caches.open(KEPT);
  await kept.addAll(SHELL);
  await kept.put(PAGE, page);
}

async function forget() {
  const [kept, wanted] = [await caches.open(KEPT), [PAGE, ...SHELL]];
  const old = (await kept.keys()).filter((request) => !wanted.includes(new URL(request.url).pathname));
  await Promise.all(old.map((request) => kept.delete(request)));
}

async function wake() {
  await forget();
  // The network is asked while the worker starts, so that pages are no later for it.
  await self.registration.navigationPreload?.enable();
  await self.clients.claim();
}

async function page(event) {
  try {
    return (await event.preloadResponse) ?? (await fetch(event.request));
  } catch {
    return (await caches.match(PAGE)) ?? Response.error();
  }
}

async function asset(request) {
  try {
    return await fetch(request);
  } catch {
    return (await caches.match(request)) ?? Response.error();
  }
}

self.addEventListener("install", (event) => event.waitUntil(keep().then(() => self.skipWaiting())));
self.addEventListener("activate", (event) => event.waitUntil(wake()));
self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET") return;
  if (request.mode === "navigate") event.respondWith(page(event));
  else if (SHELL.includes(new URL(request.url).pathname)) event.respondWith(asset(request));
});
