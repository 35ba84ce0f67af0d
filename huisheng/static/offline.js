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
  const now = () => ({ at: Date.now(), who: Number(form.dataset.who || 0), fields: typed() });

  function keep(one) {
    const once = (each) => Object.fromEntries(each.fields).once;
    own.set(WAITING, [...waiting().filter((other) => once(other) !== once(one)), one]);
    return waiting().some((other) => once(other) === once(one));
  }

  function tellKept() {
    store.drop("draft:say");
    all(store.get(SHARED) ? "[data-offline]" : "[data-kept]").forEach((el) => { el.hidden = false; el.focus(); });
    all("[data-write]").forEach((el) => { el.hidden = true; });
  }

  // On its way, a page is kept until the next one opens: when that is the page for no line, it did not arrive.
  if (form) form.addEventListener("submit", (event) => {
    if (event.submitter && event.submitter.name === "switch") return;
    if (away) event.preventDefault();
    if (away) return form.reportValidity() && later();
    if (navigator.onLine) return own.set(GOING, now());
    event.preventDefault();
    later();
  });

  function later() {
    if (!keep(now())) return;
    tellKept();
    send();
  }

  const going = own.get(GOING);
  own.drop(GOING);
  if (away && form && going && keep(going)) tellKept();

  // Sending, in the order of writing. The form's own number makes it one matter, however often it is sent.
  let busy = false, pause = 2000;
  async function send() {
    if (busy || !navigator.onLine || !waiting().length) return;
    busy = true;
    try {
      const { token, who, words } = await (await fetch(document.querySelector("[data-worker]").dataset.token)).json();
      for (const one of waiting()) if (!(await sendOne(one, token, who, words))) break;
    } catch { // no line: it stays kept, and is tried again
      setTimeout(send, pause);
      pause = Math.min(60000, pause * 2);
    }
    busy = false;
  }

  async function sendOne(one, token, who, words) {
    if (one.who !== who) { tell(words.other); return false; }
    const body = new URLSearchParams([...one.fields, ["alone", "1"], ["csrfmiddlewaretoken", token]]);
    const answer = await fetch("/say/", { method: "POST", body });
    if (answer.status >= 500 || answer.status === 403) return false;
    if (!answer.redirected || !answer.ok) { tell(words.again, "/say/?kept=1", words.open); return false; }
    own.set(WAITING, waiting().filter((other) => other.at !== one.at));
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
    form.addEventListener("submit", () => own.set(WAITING, rest));
  }
  else send();
  window.addEventListener("online", send);
})();
