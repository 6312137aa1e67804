const STEP_MS = 5 * 60 * 1000;
const PATIENCE_MS = 30_000;

/** Collects the requests that reach the simulator. Its journal keeps only the newest ones, so it is read repeatedly. */
export class Watch {
  #seen = new Map();

  constructor({ api }) {
    this.api = api;
  }

  /** Reads new requests, and advances the clock, because the number of invites per hour is limited. */
  async look() {
    const { data } = await this.#ask('requests');
    for (const entry of data) this.#seen.set(entry.request_id, entry);
    await this.#ask('clock', { method: 'POST', body: JSON.stringify({ advance_ms: STEP_MS }) });
  }

  /** The number of invites per email address. */
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

/** Lets the organization of a key have any number of members and invites: a long run creates more than the API allows. */
export async function liftMemberLimit(api, key) {
  const headers = { 'x-api-key': key, 'anthropic-version': '2023-06-01' };
  const me = await (await fetch(`${api}/v1/organizations/me`, { headers })).json();
  const body = JSON.stringify({ limits: { members: Number.MAX_SAFE_INTEGER } });
  const answer = await fetch(`${api}/__sim/organizations/${me.id}`, { method: 'POST', body });
  if (!answer.ok) throw new Error(`the simulator did not lift the limit of members: ${await answer.text()}`);
}
