import { setTimeout } from 'node:timers/promises';
import { createSimulator, DEMO_ADMIN_KEY, ENTERPRISE_ADMIN_KEY } from 'anthropic-admin-simulator';
import { ACTIONS, AnthropicConnector, InMemoryConnectionStore } from 'anthropic-admin-connector';
import { mistakesIn } from './judge.mjs';
import { WRITES } from './writes.mjs';

const TENANT = 'soak';
const KEYS = { default: DEMO_ADMIN_KEY, enterprise: ENTERPRISE_ADMIN_KEY };
/** The time of a request that times out: each costs as long. */
const HASTY_MS = 150;
const ARRIVAL_MS = 20;
const LONGEST_PAUSE_MS = 11 * 60_000;

/** Opens a connector in front of a simulator, with a key of each kind of organization. */
export async function openWorld({ maxRetries = 0 } = {}) {
  const simulator = await createSimulator({ clock: () => Date.parse('2026-11-20T10:30:00Z') });
  const settings = {
    baseUrl: simulator.url,
    requestsPerMinute: 100_000,
    store: new InMemoryConnectionStore(),
  };
  const patient = new AnthropicConnector(settings);
  for (const [name, apiKey] of Object.entries(KEYS)) {
    const saved = await patient.connections.save({ tenantId: TENANT, name, apiKey, actor: TENANT });
    if (saved.status !== 'saved')
      throw new Error(`The key of ${name} was not saved: ${JSON.stringify(saved)}`);
  }
  const runtime = withoutWaits();
  const tested = { ...settings, maxRetries, runtime };
  const connector = new AnthropicConnector(tested);
  // On a loaded machine every request would time out.
  const hasty = new AnthropicConnector({ ...tested, requestTimeoutMs: HASTY_MS });
  return new World({ simulator, connector, hasty, patient, runtime });
}

/** A clock that a wait moves on: no test has to wait. */
function withoutWaits() {
  let ahead = 0;
  return {
    now: () => Date.now() + ahead,
    random: Math.random,
    sleep: async (ms) => void (ahead += ms),
  };
}

class World {
  /**
   * All connectors share their connections: `hasty` is tested with timeouts, `connector` with all else, and `patient` prepares
   * what a write needs.
   */
  constructor({ simulator, connector, hasty, patient, runtime }) {
    this.hasty = hasty;
    this.runtime = runtime;
    this.simulator = simulator;
    this.connector = connector;
    this.patient = patient;
  }

  /** The ids of the actions that change something. */
  get writes() {
    return Object.keys(WRITES);
  }

  /** Resets the simulator and prepares a write; returns its input. */
  async prepare(actionId) {
    const { connection = 'default', input } = WRITES[actionId];
    this.simulator.reset();
    const ask = async (id, given) => {
      const outcome = await this.patient.invokeById(id, given, { tenantId: TENANT, connection });
      if (!outcome.ok) throw new Error(`${id} did not prepare ${actionId}: ${outcome.error.message}`);
      return outcome.data;
    };
    // An earlier fault may have made the connection fail.
    await this.#revive(connection);
    return input(this.simulator.demo, ask);
  }

  /**
   * Invokes an action with faults, and compares what it returned with what happened.
   *
   * @param context more of the invocation's context, such as a signal
   * @param faults each with a `kind`; those without `match` apply to the request that changes something
   * @returns the outcome, the requests that were sent and the mistakes of the outcome
   */
  async send(actionId, input, faults, context = {}) {
    const { journal, faults: injected } = this.simulator;
    const action = ACTIONS.find(({ id }) => id === actionId);
    const { connection = 'default' } = WRITES[actionId] ?? {};
    // Past every pause that an earlier response asked for.
    await this.runtime.sleep(LONGEST_PAUSE_MS);
    journal.clear();
    injected.clear();
    for (const fault of faults) injected.add({ match: matchOf(action), ...fault });
    const tested = faults.some(({ kind }) => kind === 'timeout') ? this.hasty : this.connector;
    const outcome = await tested.invokeById(actionId, input, {
      tenantId: TENANT,
      connection,
      ...context,
    });
    // A request of a caller that has given up may still arrive.
    if (context.signal) await setTimeout(ARRIVAL_MS);
    const entries = journal.entries();
    if (!outcome.ok && outcome.error.code === 'credential_rejected') await this.#revive(connection);
    return { outcome, entries, mistakes: mistakesIn(action, outcome, entries) };
  }

  /** Prepares a write and invokes it with faults. */
  async run(actionId, faults, context) {
    return this.send(actionId, await this.prepare(actionId), faults, context);
  }

  async #revive(name) {
    const { connections } = this.patient;
    this.simulator.faults.clear();
    const { state } = await connections.find({ tenantId: TENANT, name });
    if (state !== 'active') await connections.check({ tenantId: TENANT, name }, TENANT);
  }

  async close() {
    await Promise.all([this.connector, this.hasty, this.patient].map((one) => one.close()));
    await this.simulator.close();
  }
}

/** The request of an action that the faults apply to: of one made of several, the last. */
function matchOf(action) {
  if (!('route' in action)) return { method: 'POST' };
  const [method, path] = action.route.split(' ');
  return { method, path };
}
