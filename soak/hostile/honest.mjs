import { setTimeout as pause } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { Agent, request } from 'undici';
import { seededRandom } from '../seeded-random.mjs';
import { signToken } from '../token.mjs';
import { HONEST_KEYS, secretIn } from './keys.mjs';

const ACTIONS = '/v1/connectors/anthropic/actions';
const API = '/v1/connectors/anthropic/api/v1/organizations';
/** How many calls each tenant makes at once, and the pause after each. */
const CALLERS = 3;
const PAUSE_MS = 250;
const PATIENCE_MS = 60_000;
/** A refusal that says so is tried again: its time counts. */
const MOST_TRIES = 5;
const ONE_OF = 4;

/** Honest tenants: a small steady workload, each answer of which is compared with what it must be. */
export class Honest {
  #agent = new Agent({ connections: 50 });
  #stopped = false;
  #running = [];
  findings = [];
  /** By phase: milliseconds of each call. */
  times = { idle: [], attack: [] };
  /** By route: the milliseconds of the slowest call. */
  slowest = {};
  /** Refusals that said that the call may be sent again, by status and code. */
  refused = {};
  /** By email address: the invite that was answered. */
  invites = new Map();
  #phase = 'idle';

  constructor({ urls, seed }) {
    this.urls = urls;
    this.random = seededRandom(seed);
    this.tenants = Object.entries(HONEST_KEYS).map(([name, key]) => ({ name, key, count: 0, sent: [] }));
  }

  /** Saves the keys, makes what is read later, and remembers it. @throws Error if it cannot */
  async connect() {
    for (const tenant of this.tenants) {
      const saved = await this.#call(tenant, 'PUT', '/v1/connectors/anthropic/connections/default', {
        api_key: tenant.key,
      });
      if (saved.status !== 201) throw new Error(`the key of ${tenant.name} was not saved: ${saved.text}`);
      tenant.organization = saved.body.organization.id;
      const users = await this.#call(tenant, 'POST', `${ACTIONS}/users_list/invoke`, { input: { limit: 3 } });
      tenant.users = users.body.data.data.map(({ id }) => id);
    }
  }

  /** Begins to work. */
  start() {
    this.#running = this.tenants.flatMap((tenant) =>
      Array.from({ length: CALLERS }, () => this.#work(tenant)),
    );
  }

  /** From now on calls count as made under attack. */
  attacked() {
    this.#phase = 'attack';
  }

  /** Stops after the answers that are under way. */
  async stop() {
    this.#stopped = true;
    await Promise.all(this.#running);
  }

  /** Looks at everything that was acknowledged once more. */
  async checkAll() {
    for (const tenant of this.tenants) {
      const view = await this.#call(tenant, 'GET', '/v1/connectors/anthropic/connections/default');
      if (view.body?.state !== 'active' || view.body?.revision !== 1)
        this.findings.push(`the connection of ${tenant.name} is not as it was: ${view.text}`);
      const audit = await this.#call(tenant, 'GET', '/v1/audit/verify');
      if (audit.body?.ok !== true)
        this.findings.push(`the audit of ${tenant.name} is invalid: ${audit.text}`);
      for (const write of tenant.sent.slice(-30)) await this.#invite(tenant, write);
    }
    await this.#agent.close();
  }

  async #work(tenant) {
    const jobs = this.#jobs(tenant);
    while (!this.#stopped) {
      await this.random.pick(jobs)();
      await pause(this.random.below(2 * PAUSE_MS));
    }
  }

  /** Everything that an honest tenant does. */
  #jobs(tenant) {
    const read = (action, input, expected) => async () => {
      const { body } = await this.#measured(tenant, 'POST', `${ACTIONS}/${action}/invoke`, { input });
      this.#expect(tenant, action, expected(body?.data), body);
    };
    const isOwn = (data) => data?.id === tenant.organization;
    const sameUsers = (data) =>
      isDeepStrictEqual(
        data?.data?.map(({ id }) => id),
        tenant.users,
      );
    return [
      read('organization_get', {}, isOwn),
      read('users_list', { limit: 3 }, sameUsers),
      read('users_get', { user_id: tenant.users[0] }, (data) => data?.id === tenant.users[0]),
      async () => {
        const { body } = await this.#measured(tenant, 'GET', `${API}/me`);
        this.#expect(tenant, 'the drop-in endpoint', isOwn(body), body);
      },
      async () => {
        const params = { name: 'anthropic_organization_get', arguments: {} };
        const { text } = await this.#measured(tenant, 'POST', '/mcp', {
          jsonrpc: '2.0',
          id: 1,
          method: 'tools/call',
          params,
        });
        this.#expect(tenant, 'MCP', text.includes(tenant.organization), text);
      },
      async () => {
        const { body } = await this.#measured(tenant, 'GET', '/v1/connectors/anthropic/connections/default');
        this.#expect(tenant, 'its connection', body?.revision === 1 && body?.state === 'active', body);
      },
      async () => {
        const { body } = await this.#measured(tenant, 'GET', '/v1/audit?limit=2');
        this.#expect(tenant, 'its audit', body?.data?.length === 2, body);
      },
      () => this.#invite(tenant, this.#nextInvite(tenant)),
    ];
  }

  /** A new write, or one that was sent before. */
  #nextInvite(tenant) {
    const { sent } = tenant;
    if (sent.length > 0 && this.random.oneIn(ONE_OF)) return this.random.pick(sent.slice(-10));
    const key = `${tenant.name}-${(tenant.count += 1)}`;
    const write = { key, email: `${key}@example.com` };
    sent.push(write);
    return write;
  }

  async #invite(tenant, { key, email }) {
    const input = { email, role: 'user' };
    const answer = await this.#measured(
      tenant,
      'POST',
      `${ACTIONS}/invites_create/invoke`,
      { input },
      { 'idempotency-key': key },
    );
    const { body, status } = answer;
    // A repeat that comes while the first one is under way.
    if (status === 409 && body?.code === 'idempotency_conflict') return;
    this.#expect(tenant, 'invites_create', body?.data?.email === email, body);
    const known = this.invites.get(email);
    if (known && known !== body?.data?.id)
      this.findings.push(`${email} was invited as ${known}, then as ${body?.data?.id}`);
    if (status === 200) this.invites.set(email, body.data.id);
  }

  #expect(tenant, what, isRight, body) {
    if (!isRight)
      this.findings.push(
        `${tenant.name}: ${what} was answered wrongly: ${JSON.stringify(body)?.slice(0, 500)}`,
      );
  }

  /** Calls until there is an answer that is no refusal to be sent again, and keeps how long that took. */
  async #measured(tenant, method, path, body, headers) {
    const started = performance.now();
    const phase = this.#phase;
    for (let tries = 1; ; tries += 1) {
      const answer = await this.#call(tenant, method, path, body, headers);
      const { resend, afterMs = 200 } = answer.body?.error?.retry ?? {};
      const mayRepeat =
        [429, 503].includes(answer.status) && ['same_request', 'after_wait', 'after_change'].includes(resend);
      if (!mayRepeat || tries === MOST_TRIES) {
        const ms = performance.now() - started;
        this.times[phase].push(ms);
        const name = `${method} ${path.replace(/^\/v1\/connectors\/anthropic/, '')}`;
        this.slowest[name] = Math.max(this.slowest[name] ?? 0, Math.round(ms));
        if (answer.status !== 200 && answer.status !== 409)
          this.findings.push(
            `${tenant.name}: ${method} ${path} was answered with ${answer.status} ${answer.text?.slice(0, 500)}`,
          );
        return answer;
      }
      const name = `${answer.status} ${answer.body.code}`;
      this.refused[name] = (this.refused[name] ?? 0) + 1;
      await pause(afterMs);
    }
  }

  async #call(tenant, method, path, body, headers = {}) {
    const url = this.random.pick(this.urls);
    const token = signToken({ tenantId: tenant.name, sub: 'honest' });
    try {
      const response = await request(`${url}${path}`, {
        method,
        dispatcher: this.#agent,
        signal: AbortSignal.timeout(PATIENCE_MS),
        body: body === undefined ? undefined : JSON.stringify(body),
        headers: {
          authorization: `Bearer ${token}`,
          accept: 'application/json, text/event-stream',
          ...(body !== undefined && { 'content-type': 'application/json' }),
          ...headers,
        },
      });
      const text = await response.body.text();
      const secret = secretIn(text);
      if (secret !== undefined) this.findings.push(`${tenant.name}: ${path} answered with "${secret}"`);
      return { status: response.statusCode, text, body: parsed(text) };
    } catch (error) {
      return { status: 0, text: `no answer: ${error.message}` };
    }
  }
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
