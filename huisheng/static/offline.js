// Without a line: what was written is kept on this telephone, and sent once when the line is back.
// Nothing is decided here, and no words are written here: they come from the page and from the server.
(function () {
  "use strict";
  const all = (selector, within) => Array.from((within || document).querySelectorAll(selector));
  const box = (open) => ({ // a full or closed store is no error
    get(key) { try { return JSON.parse(open().getItem(key)); } catch { return null; } },
    set(key, value) { try { open().setItem(key, JSON.stringify(value)); } catch { /* as above */ } },
    drop(key) { try { open().removeItem(key); } catch { /* as above */ } },
  });
  const store = box(() => localStorage);
  const own = box(() => store.get(SHARED) ? sessionStorage : localStorage); // a shared telephone forgets with the page
  const WAITING = "say:waiting", GOING = "say:going", PLACE = "say:place", SHARED = "shared", LOOK = "look";
  const DAYS = 14 * 24 * 3600 * 1000;

  // Recordings and photos lie in a store that holds files, under the number of the form, or as the draft; on a shared
  // telephone only in this page. recording.js and pictures.js use it too.
  const memory = new Map();
  const opened = () => new Promise((done, failed) => {
    const asked = indexedDB.open("huisheng", 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore("sounds");
    asked.onsuccess = () => done(asked.result);
    asked.onerror = () => failed(asked.error);
  });
  async function inStore(mode, ask) {
    const base = await opened();
    try {
      return await new Promise((done, failed) => {
        const act = base.transaction("sounds", mode), asked = ask(act.objectStore("sounds"));
        act.oncomplete = () => done(asked.result);
        act.onabort = () => failed(act.error);
      });
    } finally { base.close(); }
  }
  const shelf = window.shelf = { // a full or closed store is no error: put says whether it is kept
    async put(key, file) {
      if (store.get(SHARED)) return Boolean(memory.set(key, file));
      try { await inStore("readwrite", (all) => all.put({ file, at: Date.now() }, key)); return true; } catch { return false; }
    },
    async get(key) {
      if (memory.has(key)) return memory.get(key);
      const one = await inStore("readonly", (all) => all.get(key)).catch(() => null);
      return one && Date.now() - one.at < DAYS ? one.file : null;
    },
    async drop(key) { memory.delete(key); await inStore("readwrite", (all) => all.delete(key)).catch(() => {}); },
    async clear() { memory.clear(); await inStore("readwrite", (all) => all.clear()).catch(() => {}); },
    async onlyKeep(keys) {
      const there = await inStore("readonly", (all) => all.getAllKeys()).catch(() => []);
      for (const key of there) if (!keys.includes(key) || !(await shelf.get(key))) await shelf.drop(key);
    },
  };
  if ("serviceWorker" in navigator) navigator.serviceWorker.register(document.querySelector("[data-worker]").dataset.worker).catch(() => {});

  // The page for no line is the same for everybody; the look is this telephone's own.
  const away = document.querySelector("[data-away]");
  if (away && store.get(LOOK)) document.documentElement.dataset.look = store.get(LOOK);
  else if (!away) store.set(LOOK, document.documentElement.dataset.look || "");

  const waiting = () => (own.get(WAITING) || []).filter((one) => Date.now() - one.at < DAYS);
  const form = document.querySelector("form[data-keep]");
  const field = (name) => form.elements.namedItem(name);

  // A telephone that several people use keeps nothing.
  all("[data-shared]").forEach((box) => {
    const input = box.querySelector("input");
    box.hidden = false;
    input.checked = Boolean(store.get(SHARED));
    input.addEventListener("change", () => {
      store.set(SHARED, input.checked);
      if (!input.checked) return;
      [WAITING, GOING, PLACE, "draft:say"].forEach(store.drop);
      shelf.clear();
      if (window.caches) caches.delete("round");
    });
  });

  // The place is remembered beside the cookie that the server keeps, so that it stands on the page without a line too.
  if (form && field("place").value && !store.get(SHARED)) store.set(PLACE, { token: field("place").value, where: form.dataset.where });
  const place = away && form && store.get(PLACE);
  if (place) {
    field("place").value = place.token;
    document.querySelector("[data-where]").textContent = place.where;
  }
  if (away && form) field("once").value = Array.from(crypto.getRandomValues(new Uint8Array(16)), (n) => n.toString(16).padStart(2, "0")).join("");

  const typed = () => Array.from(new FormData(form)).filter(([name, value]) => name !== "csrfmiddlewaretoken" && typeof value === "string");
  const recorded = () => field("sound")?.files[0];
  const pictures = () => Array.from(field("photos")?.files || []);
  const now = () => ({ at: Date.now(), who: Number(form.dataset.who || 0), fields: typed(), sound: Boolean(recorded()), photos: pictures().length });
  const once = (each) => Object.fromEntries(each.fields).once;
  const shelves = (key) => [key, key + ":photos"];
  const forget = (key) => shelves(key).forEach((one) => shelf.drop(one));
  if (document.querySelector("[data-draft-drop]")) forget("draft");
  if (form) shelf.onlyKeep(["draft", ...waiting().map(once)].flatMap(shelves));

  function keep(one) {
    own.set(WAITING, [...waiting().filter((other) => once(other) !== once(one)), one]);
    return waiting().some((other) => once(other) === once(one));
  }

  function tellKept() {
    store.drop("draft:say");
    all(store.get(SHARED) ? "[data-offline]" : "[data-kept]").forEach((el) => { el.hidden = false; el.focus(); });
    all("[data-write]").forEach((el) => { el.hidden = true; });
  }

  if (away && form) form.noValidate = true; // asked below: who has spoken need not write
  // On its way, a page is kept until the next one opens: when that is the page for no line, it did not arrive.
  if (form) form.addEventListener("submit", (event) => {
    if (event.submitter && ["switch", "drop"].includes(event.submitter.name)) return;
    if (away) event.preventDefault();
    if (away) field("words").required = !recorded() && !pictures().length;
    if (away) return form.reportValidity() && later(now(), recorded(), pictures());
    if (navigator.onLine) return own.set(GOING, now());
    event.preventDefault();
    later(now(), recorded(), pictures());
  });

  async function later(one, sound, photos) {
    const [spoken, shown] = shelves(once(one));
    const kept = (!sound || (await shelf.put(spoken, sound))) && (!photos?.length || (await shelf.put(shown, photos)));
    if (!kept) return all("[data-files-offline]").forEach((el) => { el.hidden = false; });
    if (!keep(one)) return;
    forget("draft");
    tellKept();
    send();
  }

  const going = own.get(GOING);
  own.drop(GOING);
  if (away && form && going) Promise.all(shelves("draft").map((key) => shelf.get(key))).then(([sound, photos]) => later(going, going.sound && sound, going.photos ? photos : []));

  // Sending, in the order of writing. The form's own number makes it one matter, however often it is sent.
  const FIRST = 2000, LONGEST = 60000; // ms: tried again soon, then more and more rarely
  let busy = false, pause = FIRST;
  async function send() {
    if (busy || !navigator.onLine || !waiting().length) return;
    busy = true;
    try {
      const { token, who, words } = await (await fetch(document.querySelector("[data-worker]").dataset.token)).json();
      for (const one of waiting()) if (!(await sendOne(one, token, who, words))) break;
    } catch { // no line, or no answer to speak of: it stays kept, and is tried again
      setTimeout(send, pause);
      pause = Math.min(LONGEST, pause * 2);
    }
    busy = false;
  }

  async function sendOne(one, token, who, words) {
    if (one.who !== who) { tell(words.other); return false; }
    const body = new FormData(), [spoken, shown] = shelves(once(one));
    const file = one.sound && await shelf.get(spoken), photos = one.photos && await shelf.get(shown);
    for (const [name, value] of [...one.fields, ["alone", "1"], ["csrfmiddlewaretoken", token]]) body.append(name, value);
    if (file) body.append("sound", file, file.name);
    for (const photo of photos || []) body.append("photos", photo, photo.name);
    const answer = await fetch("/say/", { method: "POST", body });
    if (answer.status >= 500 || answer.status === 403) throw new Error(answer.status); // tried again
    if (!answer.redirected || !answer.ok) { tell(words.again, "/say/?kept=1", words.open); return false; }
    own.set(WAITING, waiting().filter((other) => other.at !== one.at));
    forget(once(one));
    if (document.querySelector("[data-kept]:not([hidden]), [data-offline]:not([hidden])")) location.assign(answer.url);
    else tell(words.sent, answer.url, words.receipt);
    return true;
  }

  function tell(text, url, label) {
    const told = document.createElement("p");
    told.className = "told";
    told.setAttribute("role", "status");
    told.textContent = text + " ";
    if (url) {
      const link = document.createElement("a");
      link.href = url;
      link.textContent = label;
      told.append(link);
    }
    all(".told[data-sent-later]").forEach((el) => el.remove());
    told.dataset.sentLater = "";
    document.getElementById("main").prepend(told);
  }

  // What the server wants to ask about comes back into the form, and leaves the telephone when it is sent from there.
  if (form && !away && new URLSearchParams(location.search).has("kept") && waiting().length) {
    const [first, ...rest] = waiting();
    for (const [name, value] of first.fields) {
      const input = field(name);
      if (!input || name === "place") continue;
      if (input.type === "checkbox") input.checked = true;
      else input.value = value;
    }
    shelves(once(first)).forEach((key, i) => shelf.get(key).then((detail) => detail && form.dispatchEvent(new CustomEvent(["sound", "photos"][i], { detail }))));
    form.addEventListener("submit", () => { own.set(WAITING, rest); forget(once(first)); });
  }
  else send();
  window.addEventListener("online", () => { pause = FIRST; send(); });
})();
