// Before gigabytes travel: says what was chosen, and that a file is too large. While they travel: that they do.
const form = document.querySelector("[data-extract-upload]");
const input = form.querySelector("input[type=file]");
const status = form.querySelector("[data-upload-status]");
const button = form.querySelector("button:not([type=button])");
const UNITS = ["bytes", "kB", "MB", "GB"];

function size(bytes) {
  const unit = Math.min(Math.floor(Math.log(Math.max(bytes, 1)) / Math.log(1024)), UNITS.length - 1);
  const digits = unit > 1 ? 1 : 0;
  return `${(bytes / 1024 ** unit).toFixed(digits)} ${UNITS[unit]}`;
}

function told() {
  const file = input.files[0];
  const isTooLarge = Boolean(file) && file.size > Number(input.dataset.largest);
  button.disabled = isTooLarge;
  if (!file) {
    status.textContent = "";
  } else if (isTooLarge) {
    status.textContent = `${file.name} is larger than ${input.dataset.largestWords}. Split it by month.`;
  } else {
    status.textContent = `${file.name}, ${size(file.size)}`;
  }
}

input.addEventListener("change", told);
form.addEventListener("submit", () => {
  if (input.files[0]) {
    status.textContent = `Sending ${input.files[0].name}. Keep this page open until it has arrived.`;
  }
});
// A page that the browser kept and shows again is not sending anything.
window.addEventListener("pageshow", told);
