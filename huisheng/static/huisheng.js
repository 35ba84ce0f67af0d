// What a page gains when scripts run: shortcuts, reading aloud, drafts, and no double sending.
// Nothing is decided here, and no words are written here: they come from the page.
(function () {
  "use strict";
  const all = (selector, within) => Array.from((within || document).querySelectorAll(selector));
  const store = {
    get(key) { try { return JSON.parse(localStorage.getItem(key)); } catch { return null; } },
    set(key, value) { try { localStorage.setItem(key, JSON.stringify(value)); } catch { /* a full or closed store is no error */ } },
    drop(key) { try { localStorage.removeItem(key); } catch { /* the same */ } },
  };

  // Shortcuts: data-key="c" is pressed by C; J and K walk a list, X picks a row, ? opens the list of keys.
  // A person who speaks to the machine or trembles can switch them off (WCAG 2.1.4).
  const typing = (el) => el.closest("input:not([type=checkbox], [type=radio]), select, textarea, [contenteditable]");

  function walk(step) {
    const rows = all("[data-walk] .row");
    if (!rows.length) return;
    const here = rows.findIndex((row) => row === document.activeElement || row.hasAttribute("aria-current") && !rows.includes(document.activeElement));
    rows[Math.min(rows.length - 1, Math.max(0, here + step))].focus();
  }

  function pick() {
    const item = document.activeElement.closest("li");
    const box = item && item.querySelector("input[type=checkbox]");
    if (box) box.click();
  }

  // The list of keys stays open while matters change beside the queue, also when it was asked for before the first came.
  let keysWanted = false;
  function showKeys(wanted) {
    const list = document.getElementById("keys")?.closest("details");
    keysWanted = wanted;
    if (list && wanted) list.open = true;
  }
  document.addEventListener("toggle", (event) => {
    if (event.target.querySelector?.("#keys")) keysWanted = event.target.open;
  }, true);

  function press(key) {
    if (key === "j") return walk(1);
    if (key === "k") return walk(-1);
    if (key === "x") return pick();
    if (key === "?") showKeys(true);
    const opened = document.querySelector("details[data-keys][open]"); // its own keys come first, so that 0 3 is two presses
    const buttons = `[data-key="${CSS.escape(key)}"]`;
    const closed = (el) => !el.matches("summary") && el.closest("details:not([open])");
    const target = [...(opened ? all(buttons, opened) : []), ...all(buttons)].find((el) => !el.disabled && el.getClientRects().length && !closed(el));
    if (!target) return;
    if (target.matches("input, select, textarea")) target.focus();
    else target.click();
    return true;
  }

  document.addEventListener("keydown", (event) => {
    const pad = event.key === "Enter" && (event.ctrlKey || event.metaKey) && event.target.closest?.("form[data-ctrl-enter]");
    if (pad) { event.preventDefault(); return pad.requestSubmit(); }
    if (event.key === "Escape" && typing(event.target)) return event.target.blur();
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (typing(event.target) || store.get("keys-off")) return;
    if (event.key.length === 1 && press(event.key.toLowerCase())) event.preventDefault();
  });

  all("[data-keys-switch]").forEach((box) => {
    box.hidden = false;
    const input = box.querySelector("input");
    input.checked = !store.get("keys-off");
    input.addEventListener("change", () => store.set("keys-off", !input.checked));
  });

  // The desk: the matter changes beside the queue, and the queue says which one is open.
  document.addEventListener("htmx:afterSwap", (event) => {
    if (event.target.id !== "matter") return;
    showKeys(keysWanted);
    event.target.closest(".desk-grid")?.classList.add("open");
    const told = document.getElementById("opened"); // the keyboard stays in the queue: who hears instead of seeing is told what came
    if (told) told.textContent = event.target.querySelector("h1")?.textContent || "";
    const rows = all("[data-walk] .row");
    const opener = event.detail.requestConfig?.elt?.closest?.("[data-walk] .row");
    const open = opener || rows.find((row) => row.href === location.href) || document.activeElement;
    rows.forEach((row) => { row === open ? row.setAttribute("aria-current", "true") : row.removeAttribute("aria-current"); });
  });

  // On a wide screen the first matter opens beside the queue, once the queue is there; the list itself waits for nothing.
  const first = document.querySelector("[data-open-first]");
  if (first && matchMedia("(min-width: 1100px)").matches && document.documentElement.dataset.look !== "elder") {
    window.addEventListener("load", () => { if (first.isConnected) window.htmx?.trigger(first, "open-first"); });
  }

  // Reading aloud: the main text, in the page's language, slowly.
  const voice = window.speechSynthesis;
  all("[data-read-aloud]").forEach((button) => {
    if (!voice || !window.SpeechSynthesisUtterance) return;
    const say = button.textContent;
    const part = button.dataset.readAloud; // a part of the page is offered where the telephone can speak its language
    const lang = document.documentElement.lang === "en" ? "en" : "zh";
    const offer = () => { if (!part || voice.getVoices().some((one) => one.lang.startsWith(lang))) button.hidden = false; };
    const rest = () => { button.textContent = say; button.removeAttribute("aria-pressed"); };
    offer();
    if (part && voice.addEventListener) voice.addEventListener("voiceschanged", offer);
    button.addEventListener("click", () => {
      if (button.hasAttribute("aria-pressed")) { voice.cancel(); return rest(); }
      const words = new SpeechSynthesisUtterance(all(part || "[data-read]").map((el) => el.innerText).join("。"));
      words.lang = document.documentElement.lang === "en" ? "en-GB" : "zh-CN";
      words.rate = 0.85;
      words.onend = words.onerror = rest;
      voice.cancel();
      voice.speak(words);
      button.textContent = button.dataset.stop;
      button.setAttribute("aria-pressed", "true");
    });
  });
  window.addEventListener("pagehide", () => voice && voice.cancel());

  // Drafts: what is typed stays on this telephone for fourteen days, until the receipt drops it; a shared telephone keeps nothing.
  const DAYS = 14 * 24 * 3600 * 1000;
  const draftKey = (field) => "draft:" + field.dataset.draft;
  all("[data-draft-drop]").forEach((el) => store.drop("draft:" + el.dataset.draftDrop));
  all("[data-draft]").forEach((field) => {
    const kept = store.get(draftKey(field));
    const told = document.getElementById(field.dataset.draftTold);
    if (kept && Date.now() - kept.at > DAYS) store.drop(draftKey(field));
    else if (kept && !field.value) {
      field.value = kept.text;
      if (told) told.hidden = false;
    }
    field.addEventListener("input", () => {
      if (field.value && !store.get("shared")) store.set(draftKey(field), { text: field.value, at: Date.now() });
      else store.drop(draftKey(field));
    });
  });

  // Sending: once per press; without a network the form waits and goes out when it is back.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post" || event.defaultPrevented) return;
    const waiting = form.querySelector("[data-offline]");
    if (!navigator.onLine && waiting) {
      event.preventDefault();
      if (waiting.hidden) window.addEventListener("online", () => form.requestSubmit(), { once: true });
      waiting.hidden = false;
      return;
    }
    if (form.dataset.sent) return event.preventDefault();
    if (form.hasAttribute("hx-post")) return;
    form.dataset.sent = "yes";
    setTimeout(() => delete form.dataset.sent, 8000); // a download answers without leaving the page
  });
  // A form that htmx sends and that did not get through: the words stay in it and go out when the network is back.
  document.addEventListener("htmx:sendError", (event) => {
    const form = event.target.closest?.("form");
    const waiting = form?.querySelector("[data-offline]");
    if (!waiting) return;
    if (waiting.hidden) window.addEventListener("online", () => form.isConnected && form.requestSubmit(), { once: true });
    waiting.hidden = false;
  });
  window.addEventListener("pageshow", () => all("form[data-sent]").forEach((form) => delete form.dataset.sent));

  // From door to door: a press is kept here with a key of its own, and goes out once there is a line, in its order.
  all("[data-round]").forEach((round) => {
    const name = "round:" + round.dataset.round;
    const kept = () => store.get(name) || [];
    const told = (unit, words) => all(`[data-unit="${CSS.escape(unit)}"] [data-told]`, round).forEach((el) => { el.textContent = words; });
    const left = () => {
      round.querySelector("[data-round-left]").hidden = !kept().length;
      round.querySelector("[data-round-n]").textContent = kept().length;
    };
    const FIRST = 500, LONGEST = 20000; // ms: tried again soon, then more and more rarely
    let busy = false, pause = FIRST, timer;
    const soon = () => {
      clearTimeout(timer);
      timer = setTimeout(send, pause);
      pause = Math.min(LONGEST, pause * 2);
    };
    async function send() {
      if (busy || !kept().length) return;
      busy = true;
      try {
        for (let one = kept()[0]; one; one = kept()[0]) {
          const token = round.querySelector("[name=csrfmiddlewaretoken]").value;
          const answer = await fetch(round.dataset.entry, { method: "POST", body: new URLSearchParams({ ...one, csrfmiddlewaretoken: token }), redirect: "manual" });
          if (!answer.ok) { told(one.unit, round.dataset.reload); break; }
          const { words } = await answer.json();
          store.set(name, kept().filter((other) => other.key !== one.key));
          told(one.unit, words);
          pause = FIRST;
        }
      } catch { /* no line: it stays kept */ }
      busy = false;
      left();
      if (kept().length) soon();
    }
    round.addEventListener("submit", (event) => {
      const form = event.target;
      const key = `${Date.now()}-${Math.random().toString(36).slice(2)}-${Math.random().toString(36).slice(2)}`;
      store.set(name, [...kept(), { key, unit: form.dataset.unit, state: event.submitter.value, at: new Date().toISOString() }]);
      if (!kept().some((one) => one.key === key)) return; // nothing can be kept here: the form goes as it always did
      event.preventDefault();
      told(form.dataset.unit, round.dataset.kept);
      left();
      send();
    });
    kept().forEach((one) => told(one.unit, round.dataset.kept));
    left();
    send();
    window.addEventListener("online", () => { pause = FIRST; soon(); }); // the line may still falter, or a try be failing just now
  });

  // Copying and printing, also of what htmx brings later.
  function offer() {
    all("button[data-print]").forEach((button) => { button.hidden = false; });
    if (navigator.clipboard) all("button[data-copy]").forEach((button) => { button.hidden = false; });
  }
  offer();
  document.addEventListener("htmx:afterSwap", offer);
  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("button[data-copy], button[data-print]");
    if (!button) return;
    if (button.matches("[data-copy]")) return navigator.clipboard.writeText(button.dataset.copy).then(() => { button.textContent = button.dataset.done; });
    document.documentElement.dataset.print = button.dataset.print; // "queue": the list and not the matter beside it
    window.print();
  });
  window.addEventListener("afterprint", () => { delete document.documentElement.dataset.print; });
})();
