// Answers on their way to the server. Each is kept in this browser (episode and answers, nothing else) until
// the server has it, so that neither a lost connection nor a closed tab loses one.

const PAUSE = 500;
const LONGEST = 30_000;
const PATIENCE = 15_000;

export class Queue {
  // `name`: person, practice and month. `base`: the address of the list. `told(pk, result)`: what came of one.
  constructor({ name, base, undo, token, told, status }) {
    Object.assign(this, { base, undo, token, told, status, prefix: `daccom-answers:${name}:` });
    this.waiting = new Map();
    this.timers = new Map();
    this.delay = 0;
    this.busy = false;
    this.signedOut = false;
    window.addEventListener("online", () => this.retry());
    document.addEventListener("visibilitychange", () => document.hidden && this.flush());
  }

  // What an earlier page or a lost connection left behind.
  left() {
    return Object.keys(localStorage)
      .filter((key) => key.startsWith(this.prefix))
      .map((key) => ({ pk: key.slice(this.prefix.length), ...JSON.parse(localStorage.getItem(key)) }));
  }

  keep(entry) {
    try {
      const { answers, edition, clear } = entry;
      localStorage.setItem(this.prefix + entry.pk, JSON.stringify({ answers, edition, clear }));
    } catch {
      this.forgets = true;
    }
  }

  forget(pk) {
    localStorage.removeItem(this.prefix + pk);
  }

  // Answers that lack some: kept here, sent once they are complete.
  hold(entry) {
    this.drop(entry.pk);
    this.keep(entry);
    this.show();
  }

  drop(pk) {
    clearTimeout(this.timers.get(pk));
    this.timers.delete(pk);
    this.waiting.delete(pk);
    this.forget(pk);
  }

  put(entry) {
    this.waiting.set(entry.pk, entry);
    this.keep(entry);
    clearTimeout(this.timers.get(entry.pk));
    this.timers.set(entry.pk, setTimeout(() => this.release(entry.pk), PAUSE));
    this.show();
  }

  release(pk) {
    clearTimeout(this.timers.get(pk));
    this.timers.delete(pk);
    this.work();
  }

  flush() {
    [...this.timers.keys()].forEach((pk) => this.release(pk));
  }

  retry() {
    clearTimeout(this.again);
    this.delay = 0;
    this.failing = false;
    this.work();
  }

  get isEmpty() { return this.waiting.size === 0 && !this.busy; }

  async work() {
    if (this.busy || this.failing) {
      return;
    }
    const entry = [...this.waiting.values()].find((one) => !this.timers.has(one.pk) && !one.stuck);
    if (!entry) {
      this.show();
      return;
    }
    this.busy = true;
    this.show();
    const result = await this.send(entry);
    this.busy = false;
    this.settle(entry, result);
    this.show();
    this.work();
  }

  async send(entry) {
    const body = new FormData();
    body.set("csrfmiddlewaretoken", this.token);
    if (entry.clear) {
      body.set("row", `${entry.pk}:${entry.edition}`);
    } else {
      Object.entries(entry.answers).forEach(([name, value]) => body.set(name, value));
      body.set("edition", entry.edition);
      if (entry.note !== undefined) {
        body.set("note", entry.note);
      }
    }
    try {
      const address = entry.clear ? this.undo : `${this.base}${entry.pk}/save/`;
      const response = await fetch(address, {
        method: "POST",
        body,
        headers: { Accept: "application/json" },
        redirect: "manual",
        keepalive: true,
        signal: AbortSignal.timeout(PATIENCE),
      });
      const isJson = response.headers.get("Content-Type")?.startsWith("application/json");
      return { status: response.type === "opaqueredirect" ? 401 : response.status, told: isJson ? await response.json() : {} };
    } catch {
      return { status: 0, told: {} };
    }
  }

  settle(entry, { status, told }) {
    if (status === 0 || status >= 500) {
      this.failing = true;
      this.delay = Math.min(LONGEST, this.delay * 2 || 2_000);
      this.again = setTimeout(() => { this.failing = false; this.work(); }, this.delay);
    } else if (status === 401 || status === 403) {
      this.failing = true;
      this.signedOut = true;
    } else {
      this.delay = 0;
      this.finish(entry, status, told);
      return;
    }
    this.told(entry, status, told);
  }

  finish(entry, status, told) {
    const now = this.waiting.get(entry.pk);
    if (status === 200 && now === entry) {
      this.drop(entry.pk);
    } else if (status === 200 && now) {
      now.edition = told.rows[entry.pk]?.edition ?? now.edition;
      this.keep(now);
    } else if (status === 404) {
      this.drop(entry.pk);
    } else if (now) {
      now.stuck = true;
    }
    this.told(entry, status, told);
  }

  show() {
    this.status({
      waiting: this.waiting.size,
      failing: Boolean(this.failing),
      signedOut: this.signedOut,
      forgets: Boolean(this.forgets),
    });
  }
}
