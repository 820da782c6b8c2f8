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

// A file can also be dropped: on the zone it is chosen, beside it nothing happens (a browser would open it).
const zone = document.createElement("div");
zone.className = "app-drop";
const group = input.closest(".nhsuk-form-group");
group.before(zone);
const words = document.createElement("p");
words.className = "app-drop__words";
words.textContent = "Or drag the file here.";
zone.append(group, words);

document.addEventListener("dragover", (event) => {
  event.preventDefault();
  zone.classList.toggle("app-drop--over", zone.contains(event.target));
});
document.addEventListener("dragleave", () => zone.classList.remove("app-drop--over"));
document.addEventListener("drop", (event) => {
  event.preventDefault();
  zone.classList.remove("app-drop--over");
  if (!zone.contains(event.target)) {
    return;
  }
  if (event.dataTransfer.files.length === 1) {
    input.files = event.dataTransfer.files;
    told();
    input.focus();
  } else {
    status.textContent = "Drop one file at a time.";
  }
});

input.addEventListener("change", told);
form.addEventListener("submit", () => {
  if (input.files[0]) {
    status.textContent = `Sending ${input.files[0].name}. Keep this page open until it has arrived.`;
  }
});
// A page that the browser kept and shows again is not sending anything.
window.addEventListener("pageshow", told);
