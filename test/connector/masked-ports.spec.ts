import type {
  AuditEntry,
  IdempotentWrite,
  InvocationFacts,
  InvocationRequest,
} from '../../src/kit/engine/ports.js';
import type { ConnectorOptions } from '../../src/kit/engine/options.js';
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
  expect(seen.around?.unmasked()).toBe(destination);
  expect(seen.entry?.unmasked().input).toBe(destination);
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

  expect(seen.entry?.input).toEqual({ headers: { a: '[left out]' }, note: '[redacted]' });
});

describe('masking', () => {
  const mask = (value: unknown, fields: string[] = []) =>
    maskSecrets(value, { fields, redact: (text) => text });

  it.each([
    ['user information', 'https://ada:pw@hooks.example/x', 'https://masked:masked@hooks.example/x'],
    [
      'a token in the query',
      'https://hooks.example/x?a=1&token=t',
      'https://hooks.example/x?a=1&token=%5Bleft+out%5D',
    ],
    ['a signature', 'see https://h.example/?sig=abc!', 'see https://h.example/?sig=%5Bleft+out%5D'],
    ['nothing secret', 'https://h.example/?page=2#x', 'https://h.example/?page=2#x'],
    ['no URL', 'http://[', 'http://['],
  ])('takes credentials out of a URL with %s', (_, url, expected) => {
    expect(mask({ url })).toEqual({ url: expected });
  });

  it('leaves out the values of header maps, and keeps their names', () => {
    expect(mask({ otel_headers: { 'x-team': 'a' }, headers: ['b'] })).toEqual({
      otel_headers: { 'x-team': '[left out]' },
      headers: ['b'],
    });
  });

  it('leaves out the given fields at any depth', () => {
    expect(mask({ a: [{ phrase: 'x', kept: 1 }] }, ['phrase'])).toEqual({
      a: [{ phrase: '[left out]', kept: 1 }],
    });
  });
});
