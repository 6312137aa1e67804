import type {
  AuditEntry,
  IdempotentWrite,
  InvocationFacts,
  InvocationRequest,
} from '../../src/kit/engine/ports.js';
import type { ConnectorOptions } from '../../src/kit/engine/options.js';
import { AnthropicConnector } from '../../src/connector/connector.js';
import { InMemoryIdempotencyStore } from '../../src/kit/engine/in-memory-idempotency-store.js';
import { maskSecrets } from '../../src/kit/engine/mask.js';
import type { Outcome } from '../../src/kit/engine/outcome.js';
import { bootConnector, CONTEXT, TEST_KEY, type Booted } from '../support/boot-connector.js';

let booted: Booted;
afterEach(() => booted?.close());

const HEADER = 'Bearer hunter2-canary';
const SECRET = 'whsec_canary';

/** Everything that ports of a host are handed, as a host would store it. */
async function recorded(options: ConnectorOptions = {}) {
  const seen: { facts?: InvocationFacts; entry?: AuditEntry; around?: InvocationRequest; stored?: Outcome } =
    {};
  class Recording extends InMemoryIdempotencyStore {
    override finish(write: IdempotentWrite, outcome: Outcome): Promise<void> {
      seen.stored = outcome;
      return super.finish(write, outcome);
    }
  }
  booted = await bootConnector(
    () => ({ body: { id: 'x', signing_secret: SECRET, headers: { authorization: HEADER } } }),
    {
      policy: { decide: (facts) => ((seen.facts = facts), { effect: 'allow' }) },
      audit: { end: (entry) => void (seen.entry = entry) },
      around: (request, next) => ((seen.around = request), next()),
      idempotency: new Recording(),
      ...options,
    },
  );
  const { example: destination } = booted.connector.describe('telemetry_destinations_create')!;
  const { example: webhook } = booted.connector.describe('webhooks_create')!;
  return { seen, destination: { ...destination, headers: { authorization: HEADER } }, webhook };
}

it('hands the input of a host’s ports over without its secrets, and with them on request', async () => {
  const { seen, destination } = await recorded();

  await booted.connector.invokeById('telemetry_destinations_create', destination, CONTEXT);

  const everything = JSON.stringify([seen.facts?.input, seen.entry, seen.around]);
  expect(everything).toContain('telemetry_destinations_create');
  expect(everything).not.toContain('canary');
  expect(seen.facts?.unmasked()).toMatchObject({ headers: { authorization: HEADER } });
  expect(seen.around?.unmasked()).toEqual(destination);
  expect(seen.entry?.unmasked().input).toEqual(destination);
});

it('hands the answer over without what the API shows once, to the audit and to the store of keys', async () => {
  const { seen, webhook } = await recorded();

  const outcome = await booted.connector.invokeById('webhooks_create', webhook, {
    ...CONTEXT,
    idempotencyKey: 'k',
  });

  expect(outcome).toMatchObject({ ok: true, data: { signing_secret: SECRET } });
  expect(JSON.stringify([seen.entry?.outcome, seen.stored])).not.toContain('canary');
  expect(seen.entry?.outcome).toMatchObject({ data: { id: 'x', signing_secret: '[left out]' } });
  expect(seen.entry?.unmasked().outcome).toBe(outcome);
});

it('keeps the input of an action that does not exist from the audit as well', async () => {
  const { seen } = await recorded();

  await booted.connector.invokeById('no_such_action', { headers: { a: 'canary' }, note: TEST_KEY }, CONTEXT);

  expect(seen.entry?.input).toEqual({ headers: '[left out]', note: '[left out]' });
});

it.each([
  ['a misspelt action', 'telemetry_destination_create', { url: 'canary', headers: { 'x-team': 'canary' } }],
  ['a misspelt field', 'telemetry_destinations_create', { heders: { 'x-team': 'canary' }, header: 'canary' }],
  ['a misspelt nested field', 'external_keys_create', { provider_config: { type: 'aws', keyy: 'canary' } }],
  ['a list of misspelt headers', 'webhooks_create', { hdrs: [{ name: 'x-team', value: 'canary' }] }],
])('keeps what is sent to %s from the audit', async (_, action, input) => {
  const { seen } = await recorded();

  await booted.connector.invokeById(action, input, CONTEXT);

  expect(seen.entry?.actionId).toBe(action);
  expect(Object.keys(seen.entry?.input ?? {})).toEqual(Object.keys(input));
  expect(JSON.stringify(seen.entry?.input)).not.toContain('canary');
});

it('keeps tags, whose names are the caller’s', async () => {
  const { seen } = await recorded();
  const input = { name: 'Data', tags: { team: 'research' } };

  await booted.connector.invokeById('workspaces_create', input, CONTEXT);

  expect(seen.entry?.input).toEqual(input);
});

it('refuses a key as idempotency key, before anything is stored or sent', async () => {
  const { seen } = await recorded();

  const outcome = await booted.connector.invokeById(
    'workspaces_create',
    { name: 'Data' },
    { ...CONTEXT, idempotencyKey: TEST_KEY },
  );

  expect(outcome).toMatchObject({
    ok: false,
    error: { code: 'invalid_input', issues: [{ path: 'context.idempotencyKey', rule: 'secret' }] },
    meta: { attempts: 0 },
  });
  expect(seen.stored).toBeUndefined();
  expect(booted.api.log()).toEqual([]);
});

describe('masking', () => {
  const mask = (value: unknown, fields: string[] = []) =>
    maskSecrets(value, { fields, redact: (text) => text });

  it.each([
    ['user information', 'https://ada:pw@hooks.example/x', 'https://masked@hooks.example/x'],
    [
      'a token in the query',
      'https://hooks.example/x?a=1&token=t',
      'https://hooks.example/x?a=1&token=masked',
    ],
    ['a signature', 'see https://h.example/?sig=abc!', 'see https://h.example/?sig=masked'],
    ['a port out of range', 'https://u:s3cr3t@h.example:99999/', 'https://masked@h.example:99999/'],
    ['another scheme', 'postgres://u:p@h.example/db', 'postgres://masked@h.example/db'],
    [
      'a signature of AWS',
      'https://h.example/?X-Amz-Signature=a',
      'https://h.example/?X-Amz-Signature=masked',
    ],
    [
      'a header as parameter',
      'https://h.example/?x-api-key=a&b=1',
      'https://h.example/?x-api-key=masked&b=1',
    ],
    [
      'a token in the fragment',
      'https://h.example/#access_token=a',
      'https://h.example/#access_token=masked',
    ],
    ['nothing secret', 'https://h.example/?page=2#x', 'https://h.example/?page=2#x'],
    ['no URL', 'http://[', 'http://['],
  ])('takes credentials out of a URL with %s', (_, url, expected) => {
    expect(mask({ url })).toEqual({ url: expected });
  });

  it('leaves out the values of header maps, and keeps their names', () => {
    expect(mask({ otel_headers: { 'x-team': 'a' }, headers: ['b'] })).toEqual({
      otel_headers: { 'x-team': '[left out]' },
      headers: ['[left out]'],
    });
  });

  it('leaves out the given fields at any depth', () => {
    expect(mask({ a: [{ phrase: 'x', kept: 1 }] }, ['phrase'])).toEqual({
      a: [{ phrase: '[left out]', kept: 1 }],
    });
  });

  it.each<[string, object, object]>([
    [
      'a list of headers',
      { headers: [{ name: 'x', value: 's' }] },
      { headers: [{ name: 'x', value: '[left out]' }] },
    ],
    ['the name of a header', { 'x-api-key': 's', kept: 1 }, { 'x-api-key': '[left out]', kept: 1 }],
    ['a URL as a name', { 'https://u:p@h.example': 1 }, { 'https://masked@h.example': 1 }],
  ])('leaves out %s', (_, value, expected) => {
    expect(mask(value)).toEqual(expected);
  });

  it('ends soon for a value with cycles', () => {
    const cyclic: Record<string, unknown> = {};
    Object.assign(cyclic, { a: cyclic, b: cyclic, c: cyclic });

    expect(JSON.stringify(mask(cyclic)).length).toBeLessThan(2_000_000);
  });
});

describe('a failure', () => {
  it('that repeats a secret of the input reaches no port with it', async () => {
    const echo = {
      status: 400,
      body: { type: 'error', error: { type: 'invalid_request_error', message: `Bad header: ${HEADER}` } },
    };
    booted = await bootConnector(() => echo);
    const seen: unknown[] = [];
    const connector = new AnthropicConnector({
      baseUrl: booted.api.url,
      store: booted.store,
      audit: { end: (entry) => void seen.push(entry.outcome) },
      idempotency: Object.assign(new InMemoryIdempotencyStore(), {
        finish: async (_: IdempotentWrite, outcome: Outcome) => void seen.push(outcome),
      }),
    });
    const { example } = connector.describe('telemetry_destinations_create')!;
    const input = { ...example, headers: { authorization: HEADER } };

    const outcome = await connector.invokeById('telemetry_destinations_create', input, {
      ...CONTEXT,
      idempotencyKey: 'k',
    });
    await connector.close();

    expect(outcome).toMatchObject({ error: { message: expect.stringContaining(HEADER) } });
    expect(seen).toHaveLength(2);
    expect(JSON.stringify(seen)).not.toContain('canary');
    expect(JSON.stringify(seen)).toContain('Bad header: [left out]');
  });

  it('of an id that is a key repeats the key nowhere', async () => {
    const { seen } = await recorded();
    const events: unknown[] = [];
    booted.connector.describe('users_get');
    const connector = new AnthropicConnector({
      baseUrl: booted.api.url,
      store: booted.store,
      onEvent: (event) => events.push(event),
      audit: { end: (entry) => void (seen.entry = entry) },
    });

    const outcome = await connector.invokeById(TEST_KEY, {}, CONTEXT);
    const first = seen.entry;
    await connector.invokeById('users_get', { user_id: TEST_KEY }, CONTEXT);
    await connector.close();

    expect(JSON.stringify([outcome, first, seen.entry, events])).not.toContain(TEST_KEY);
  });
});
