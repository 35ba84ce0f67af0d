// The service worker. KEEP is written before this by the server (square/offline/rules.py says what and why).
"use strict";
const SHELL = "shell:" + KEEP.version;
const OPEN = "open", ROUND = "round";
const HOUR = 3600 * 1000;

self.addEventListener("install", (event) => event.waitUntil((async () => {
  const shell = await caches.open(SHELL);
  await shell.addAll(KEEP.shell.map((url) => new Request(url, { credentials: "omit", cache: "reload" })));
  await self.skipWaiting();
})()));

self.addEventListener("activate", (event) => event.waitUntil((async () => {
  const old = (await caches.keys()).filter((name) => name.startsWith("shell:") && name !== SHELL);
  await Promise.all(old.map((name) => caches.delete(name)));
  await self.clients.claim();
})()));

self.addEventListener("fetch", (event) => {
  const { request } = event, url = new URL(request.url);
  if (url.origin !== location.origin) return;
  if (request.method === "POST") {
    if (KEEP.doors.includes(url.pathname)) event.waitUntil(caches.delete(ROUND)); // another person from here on
    if (request.mode === "navigate" && url.pathname === KEEP.say.path) event.respondWith(fetch(request).catch(() => shell(KEEP.say.page)));
    return;
  }
  if (request.method !== "GET") return;
  if (request.mode === "navigate") event.respondWith(page(event, request, url));
  else if (url.pathname.startsWith(KEEP.files)) event.respondWith(fetch(request).catch(() => shell(url.pathname)));
});

const isRound = (url) => new RegExp(KEEP.round).test(url.pathname);
const isOpen = (url) => KEEP.open.some((start) => url.pathname.startsWith(start));
const shell = async (path) => (await caches.match(path, { cacheName: SHELL, ignoreVary: true })) || Response.error();

async function page(event, request, url) {
  try {
    const answer = await fetch(request);
    if (answer.ok && isRound(url)) event.waitUntil(keep(ROUND, url, answer.clone()));
    else if (answer.ok && isOpen(url)) event.waitUntil(keepAsNobody(url));
    return answer;
  } catch {
    if (isRound(url)) return (await kept(ROUND, url, KEEP.round_hours)) || shell(KEEP.offline);
    if (isOpen(url)) return (await kept(OPEN, url, KEEP.open_hours)) || shell(KEEP.offline);
    return shell(url.pathname === KEEP.say.path ? KEEP.say.page : KEEP.offline);
  }
}

async function keep(name, url, answer) {
  const headers = new Headers(answer.headers);
  headers.set("X-Kept-At", Date.now());
  const store = await caches.open(name);
  await store.put(url.href, new Response(await answer.blob(), { status: 200, headers }));
}

async function kept(name, url, hours) {
  const found = await caches.match(url.href, { cacheName: name, ignoreVary: true });
  return found && Date.now() - Number(found.headers.get("X-Kept-At")) < hours * HOUR ? found : null;
}

// What anybody reads is fetched a second time without the reader's cookies: their name is not on the copy.
async function keepAsNobody(url) {
  if (await kept(OPEN, url, KEEP.fresh_hours)) return;
  const answer = await fetch(url.href, { credentials: "omit" });
  if (answer.ok && !answer.redirected) await keep(OPEN, url, answer);
}
