const STEP_MS = 5 * 60 * 1000;
const PATIENCE_MS = 30_000;

/** Watches what reaches the simulator: its journal keeps the newest requests alone, so that it is read again and again. */
export class Watch {
  #seen = new Map();

  constructor({ api }) {
    this.api = api;
  }

  /** Reads what is new, and moves the clock on: only so many invites are let through in an hour. */
  async look() {
    const { data } = await this.#ask('requests');
    for (const entry of data) this.#seen.set(entry.request_id, entry);
    await this.#ask('clock', { method: 'POST', body: JSON.stringify({ advance_ms: STEP_MS }) });
  }

  /** How often each address was invited. */
  invites() {
    const counts = new Map();
    for (const { method, path, body } of this.#seen.values()) {
      if (method !== 'POST' || path !== '/v1/organizations/invites') continue;
      counts.set(body.email, (counts.get(body.email) ?? 0) + 1);
    }
    return counts;
  }

  async #ask(what, options) {
    const signal = AbortSignal.timeout(PATIENCE_MS);
    return (await fetch(`${this.api}/__sim/${what}`, { signal, ...options })).json();
  }
}
