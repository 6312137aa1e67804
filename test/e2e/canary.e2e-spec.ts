import { inspect } from 'node:util';
import type { FaultRequest } from 'anthropic-admin-simulator';
import { createSimulator, DEMO_ADMIN_KEY, type Simulator } from 'anthropic-admin-simulator';
import type { Action } from '../../src/kit/catalog/define-action.js';
import { ACTIONS } from '../../src/actions/index.js';
import { AnthropicConnector } from '../../src/connector/connector.js';
import type { Outcome } from '../../src/kit/engine/outcome.js';
import { CONTEXT } from '../support/boot-connector.js';

/** The secret part of the key: whatever holds it has leaked it. The preview may show the last four characters. */
const MARK = DEMO_ADMIN_KEY.slice('sk-ant-admin01-'.length, -4);

const FAULTS: FaultRequest[] = [
  { kind: 'status', status: 401, message: `API key ${DEMO_ADMIN_KEY} is invalid.` },
  { kind: 'status', status: 403 },
  { kind: 'status', status: 429, headers: { 'retry-after-ms': '1' } },
  { kind: 'status', status: 500, message: `echo: x-api-key ${DEMO_ADMIN_KEY}` },
  { kind: 'status', status: 529 },
  { kind: 'reset' },
  { kind: 'reset_mid_body' },
  { kind: 'truncated' },
  { kind: 'html' },
  { kind: 'redirect', location: 'http://127.0.0.1:9/elsewhere' },
];

/** Objects without a prototype have no text at all. */
const asText = (thing: unknown): string => {
  try {
    return String(thing);
  } catch {
    return '';
  }
};

/** Everything that a thing shows by any road. */
const shown = (thing: unknown): string =>
  [
    JSON.stringify(thing),
    asText(thing),
    inspect(thing, { depth: Infinity, showHidden: true, getters: true }),
    thing instanceof Error
      ? `${thing.stack} ${inspect(thing.cause, { depth: Infinity, showHidden: true })}`
      : '',
  ].join('\n');

describe('a marked key', () => {
  let simulator: Simulator;
  let connector: AnthropicConnector;
  const events: unknown[] = [];
  const errors: unknown[] = [];
  const output: string[] = [];
  const write = process.stdout.write.bind(process.stdout);

  beforeAll(async () => {
    simulator = await createSimulator({ control: true });
    connector = new AnthropicConnector({
      baseUrl: simulator.url,
      maxRetries: 0,
      requestsPerMinute: 100_000,
      onEvent: (event) => events.push(event),
      onInternalError: (error) => errors.push(error),
      audit: { end: (entry) => void events.push(entry) },
      credentialAudit: (event) => void events.push(event),
      configureHttp: (http) => {
        http.interceptors.request.use((config) => (events.push(config), config));
        http.interceptors.response.use(
          undefined,
          (error: unknown) => (events.push(error), Promise.reject(error as Error)),
        );
      },
    });
    process.stdout.write = ((chunk: string) => output.push(String(chunk)) > 0) as typeof process.stdout.write;
  });
  afterAll(async () => {
    process.stdout.write = write;
    await connector.close();
    await simulator.close();
  });

  const ref = { tenantId: CONTEXT.tenantId, name: 'default' };
  /** Saves the key unless it can be used as it is, because most faults say nothing of it. */
  const beConnected = async (): Promise<void> => {
    if ((await connector.connections.find(ref))?.state === 'active') return;
    await connector.connections.save({ ...ref, apiKey: DEMO_ADMIN_KEY, actor: 'ada' });
  };

  const sweeps = new Map<FaultRequest, Promise<Outcome[]>>();
  /** The outcomes of all actions, each meeting the fault; a fault is met once, by the first test that asks. */
  const outcomesOf = (fault: FaultRequest): Promise<Outcome[]> => {
    const sweep = sweeps.get(fault) ?? meet(fault);
    sweeps.set(fault, sweep);
    return sweep;
  };

  async function meet(fault: FaultRequest): Promise<Outcome[]> {
    const outcomes: Outcome[] = [];
    for (const action of ACTIONS as readonly Action[]) {
      simulator.faults.clear();
      await beConnected();
      simulator.faults.add({ ...fault, times: 'always' } as FaultRequest);
      outcomes.push(await connector.invokeById(action.id, action.example, CONTEXT));
    }
    return outcomes;
  }

  it.each(
    FAULTS.map((fault) => [fault.kind === 'status' ? `status ${fault.status}` : fault.kind, fault] as const),
  )('shows nowhere, whichever action meets a %s', async (_, fault) => {
    const outcomes = await outcomesOf(fault);

    expect(outcomes.map(shown).filter((text) => text.includes(MARK))).toEqual([]);
    const succeeded = (ACTIONS as readonly Action[]).filter(
      (action, nth) => 'route' in action && outcomes[nth]?.ok,
    );
    expect(succeeded).toEqual([]);
  });

  it('shows in no event, audit entry, interceptor, log, journal, store or connector', async () => {
    for (const fault of FAULTS) await outcomesOf(fault);

    const journal = await (await fetch(`${simulator.url}/__sim/requests`)).text();

    expect(events.length).toBeGreaterThan(500);
    expect(events.filter((event) => shown(event).includes(MARK))).toEqual([]);
    expect(
      [shown(errors), output.join(''), journal, shown(connector)].filter((text) => text.includes(MARK)),
    ).toEqual([]);
  });

  it('would be found if it did show', () => {
    expect(shown({ deep: [new Error(DEMO_ADMIN_KEY)] })).toContain(MARK);
  });
});
