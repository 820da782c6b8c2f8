// Fetches the page anew while its job is open, and shows what changed. Without it, "Check again" does the same.

const PAUSE = 2000;
const place = document.querySelector("[data-job-status]");

const refresh = async () => {
  try {
    const answer = await fetch(window.location.href, { headers: { Accept: "text/html" } });
    if (answer.ok) {
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const fresh = page.querySelector("[data-job-status]");
      if (fresh && fresh.innerHTML !== place.innerHTML) {
        place.replaceChildren(...fresh.childNodes);
      }
    }
  } catch {
    // No network for a moment: the next try may have one.
  }
  if (place.querySelector("[data-job-open]")) {
    setTimeout(refresh, PAUSE);
  }
};

setTimeout(refresh, PAUSE);
