// Photos are made smaller before they go: a weak line carries a tenth of them, and where they were taken stays behind.
// What the telephone cannot read goes as it is; the server looks at everything again.
(function () {
  "use strict";
  const LONGEST = 1600, QUALITY = 0.82, WORTH = 300000; // as the server makes them (echo/photos/rules.py); bytes
  const input = document.querySelector("[data-pictures] input[type=file]");
  if (!input || !window.DataTransfer) return;

  function list(files) {
    const taken = new DataTransfer();
    files.forEach((file) => taken.items.add(file));
    return taken.files;
  }

  async function smaller(file) {
    if (file.size < WORTH || !window.createImageBitmap) return file;
    try {
      const whole = await createImageBitmap(file, { imageOrientation: "from-image" });
      const share = Math.min(1, LONGEST / Math.max(whole.width, whole.height));
      const canvas = document.createElement("canvas");
      canvas.width = Math.round(whole.width * share);
      canvas.height = Math.round(whole.height * share);
      canvas.getContext("2d").drawImage(whole, 0, 0, canvas.width, canvas.height);
      whole.close();
      const made = await new Promise((done) => canvas.toBlob(done, "image/jpeg", QUALITY));
      return made && made.size < file.size ? new File([made], "photo.jpg", { type: "image/jpeg" }) : file;
    } catch { return file; }
  }

  // Kept like what is typed: a page opened again, and a telephone without a line, still have them (offline.js).
  const form = input.form, keeps = form.hasAttribute("data-keep") && window.shelf;
  const waiting = form.elements.namedItem("waiting");
  const keep = () => keeps && (input.files.length ? window.shelf.put("draft:photos", Array.from(input.files)) : window.shelf.drop("draft:photos"));
  let choice = 0;
  input.addEventListener("change", async () => {
    const mine = ++choice;
    await keep();
    const made = await Promise.all(Array.from(input.files).map(smaller));
    if (mine !== choice) return; // something else was chosen meanwhile
    input.files = list(made);
    keep();
  });
  form.addEventListener("photos", (event) => { input.files = list(event.detail); });
  if (waiting && waiting.value) keeps && window.shelf.drop("draft:photos"); // the server has them
  else if (keeps) window.shelf.get("draft:photos").then((files) => files && !input.files.length && (input.files = list(files)));
})();
