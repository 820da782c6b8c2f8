import { initAll } from "./nhsuk/nhsuk-frontend.min.js";

initAll();

// A region that scrolls sideways can be reached by keyboard only while there is something to scroll.
const regions = document.querySelectorAll(".app-scroll");
const watcher = new ResizeObserver((entries) => {
  for (const { target } of entries) {
    const scrolls = target.scrollWidth > target.clientWidth;
    target.classList.toggle("app-scroll--scrolls", scrolls);
    if (scrolls) {
      target.setAttribute("tabindex", "0");
    } else {
      target.removeAttribute("tabindex");
    }
  }
});
regions.forEach((region) => watcher.observe(region));

// A table too wide for the screen begins at the month that the page is about.
regions.forEach((region) => {
  const present = region.querySelector("th[aria-current]");
  if (present) {
    region.scrollLeft = present.offsetLeft + present.offsetWidth - region.clientWidth;
  }
});

// Signing out leaves nothing behind of what was typed but not saved.
document.querySelector(".nhsuk-header__account-form")?.addEventListener("submit", () => {
  try {
    Object.keys(localStorage)
      .filter((key) => key.startsWith("daccom-figures:"))
      .forEach((key) => localStorage.removeItem(key));
  } catch {
    // A browser that keeps nothing has nothing to clear.
  }
});
