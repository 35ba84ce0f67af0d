// Speaking instead of writing: the page records up to a minute into its own file field, so that the form goes as it always does.
// Nothing is sent before the form is. Words come from the page.
(function () {
  "use strict";
  document.querySelectorAll("[data-sound]").forEach((box) => {
    const at = (name) => box.querySelector(`[data-sound-${name}]`);
    const input = box.querySelector("[data-recording]");
    const form = input.form;

    // Without a line a matter is kept with its recording (offline.js); more beside a matter is not: say so instead of losing it.
    const keeps = form.hasAttribute("data-keep") && window.shelf;
    form.addEventListener("submit", (event) => {
      if (keeps || navigator.onLine || !input.files.length) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      at("offline").hidden = false;
    }, true);

    if (!window.MediaRecorder || !navigator.mediaDevices || !window.DataTransfer) return;
    const start = at("start"), label = at("label"), left = at("left"), play = at("play"), drop = at("drop");
    const say = label.textContent, LONGEST = Number(box.dataset.longest);
    const kind = ["audio/webm;codecs=opus", "audio/ogg;codecs=opus", "audio/mp4"].find((one) => MediaRecorder.isTypeSupported(one));
    if (!kind) return;
    let recorder = null, ticking = 0;
    at("acts").hidden = false;
    input.hidden = true;

    function show(files) {
      input.files = files;
      const one = input.files[0];
      if (keeps) one ? window.shelf.put("draft", one) : window.shelf.drop("draft");
      play.hidden = drop.hidden = !one;
      if (play.src) URL.revokeObjectURL(play.src);
      if (one) play.src = URL.createObjectURL(one);
      else play.removeAttribute("src");
    }

    function list(file) {
      const taken = new DataTransfer();
      if (file) taken.items.add(file);
      return taken.files;
    }

    function rest(stream) {
      clearInterval(ticking);
      stream.getTracks().forEach((track) => track.stop());
      start.setAttribute("aria-pressed", "false");
      label.textContent = say;
      left.textContent = "";
      recorder = null;
    }

    async function record() {
      let stream;
      try { stream = await navigator.mediaDevices.getUserMedia({ audio: true }); } catch {
        at("refused").hidden = false;
        input.hidden = false;
        return;
      }
      const parts = [], began = Date.now();
      recorder = new MediaRecorder(stream, { mimeType: kind, audioBitsPerSecond: 32000 });
      recorder.ondataavailable = (event) => event.data.size && parts.push(event.data);
      recorder.onstop = () => {
        rest(stream);
        const type = kind.split(";")[0];
        show(list(parts.length && new File(parts, "sound." + type.split("/")[1], { type })));
      };
      recorder.start(1000);
      start.setAttribute("aria-pressed", "true");
      label.textContent = start.dataset.stop;
      ticking = setInterval(() => {
        const seconds = Math.floor((Date.now() - began) / 1000);
        left.textContent = `${seconds} / ${LONGEST}`;
        if (seconds >= LONGEST && recorder) recorder.stop();
      }, 250);
    }

    start.addEventListener("click", () => (recorder ? recorder.stop() : record()));
    const waits = form.elements.namedItem("held"), told = at("held");
    if (told) drop.hidden = false;
    drop.addEventListener("click", () => {
      show(list());
      if (waits) waits.value = "";
      if (told) told.hidden = true;
    });
    input.addEventListener("change", () => show(input.files));

    // What was recorded before the page was shown anew (larger, in English) is still there; so is what the server asks about.
    if (keeps && !told) window.shelf.get("draft").then((file) => file && !input.files.length && show(list(file)));
    form.addEventListener("sound", (event) => show(list(event.detail)));
  });
})();
