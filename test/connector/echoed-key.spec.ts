import { DEMO_ADMIN_KEY } from 'anthropic-admin-simulator';
import { redactKeys, SecretString } from 'anthropic-admin-connector';
import { bootSimulated, type Simulated } from '../support/boot-simulated.js';
import { CONTEXT } from '../support/boot-connector.js';

const KEY = 'sk-ant-admin01-Q7rT2mZx9LkPw4VbNcHs8DfGjYuEaRo1XiW6tBqM3nK5hJvCzUyS0AlFpOeIgTd';
const secret = new SecretString(KEY);
const PRIVATE = KEY.slice('sk-ant-admin01-'.length);

describe('one function cuts a key out of what an API returns', () => {
  const half = Math.floor(KEY.length / 2);

  it.each([
    ['whole', KEY],
    ['without its prefix', PRIVATE],
    ['its first half', KEY.slice(0, half)],
    ['its second half', KEY.slice(half)],
    ['16 characters of it', PRIVATE.slice(20, 36)],
    ['a part in base64', Buffer.from(KEY.slice(18, 50)).toString('base64')],
    ['in base64', Buffer.from(KEY).toString('base64')],
    ['in base64 with a text before it', Buffer.from(`x:${KEY}`).toString('base64')],
    ['in base64 for URLs', Buffer.from(`key=${KEY}`).toString('base64url')],
  ])('%s', (_, echo) => {
    const shown = redactKeys(`before ${echo} after`, { secret });

    expect(shown).toMatch(/^before (sk-ant-admin01-|[\w+/]{0,8})\[redacted\]=* after$/);
    expect(secret.isRepeatedIn(`before ${echo} after`)).toBe(true);
    const padding = '"name": "somebody", '.repeat(5_000);
    // A long text is looked at in steps of eight characters, so it may stand in eight ways.
    const found = Array.from({ length: 8 }, (_, shift) =>
      secret.isRepeatedIn(`${padding}${'.'.repeat(shift)}${echo} ${padding}`),
    );
    expect([secret.isRepeatedIn(padding), found]).toEqual([false, Array(8).fill(true)]);
  });

  it('split by a NUL', () => {
    const shown = redactKeys(`${KEY.slice(0, half)}\u0000${KEY.slice(half)}`, { secret });

    expect(shown).toBe('[redacted]\u0000[redacted]');
  });

  it('in values and names of fields, at any depth', () => {
    expect(redactKeys({ a: [{ [KEY]: 1, b: `x${KEY}` }], n: 7, z: null }, { secret })).toEqual({
      a: [{ '[redacted]': 1, b: 'x[redacted]' }],
      n: 7,
      z: null,
    });
  });

  it('and leaves the public prefix, previews and shorter pieces', () => {
    const text = `sk-ant-admin01-…${KEY.slice(-4)} and ${PRIVATE.slice(0, 12)}`;

    expect(redactKeys(text, { secret })).toBe(text);
  });
});

describe('an echo of the key', () => {
  let simulated: Simulated;
  beforeAll(async () => {
    simulated = await bootSimulated({ maxRetries: 0 });
  });
  afterAll(() => simulated.close());

  const parts = ['whole', 'secret', 'half', 'base64', 'split'] as const;
  const places = ['header', 'request_id', 'organization_id', 'id', 'name', 'field'] as const;
  const cases = places.flatMap((place) => parts.map((part) => [place, part] as const));
  const pieces = (text: string): string[] =>
    Array.from({ length: text.length - 15 }, (_, at) => text.slice(at, at + 16));
  const forbidden = [
    ...pieces(DEMO_ADMIN_KEY.slice('sk-ant-admin01-'.length)),
    ...pieces(Buffer.from(DEMO_ADMIN_KEY).toString('base64').slice(20, -3)),
  ];

  it.each(cases)('in %s (%s) does not leave', async (place, part) => {
    const { connector, simulator } = simulated;
    const fault = { kind: 'echoed_key', in: place, part, times: 'always' } as const;
    simulator.reset();
    simulator.faults.add(fault);
    const invite = { email: 'echo@acme-robotics.example', role: 'user' } as const;

    const outcomes = [
      await connector.invoke('users_list', { limit: 2 }, CONTEXT),
      await connector.invoke('invites_create', invite, CONTEXT),
      await connector.connections.check({ tenantId: CONTEXT.tenantId, name: 'default' }, 'test'),
      await connector.connections.save({ ...CONTEXT, name: 'new', apiKey: DEMO_ADMIN_KEY, actor: 'test' }),
      await connector.connections.list(CONTEXT.tenantId),
    ];

    const text = JSON.stringify(outcomes);
    expect(forbidden.filter((piece) => text.includes(piece))).toEqual([]);
    simulator.faults.clear();
    await connector.connections.delete({ tenantId: CONTEXT.tenantId, name: 'new' }, 'test');
    await connector.connections.check({ tenantId: CONTEXT.tenantId, name: 'default' }, 'test');
  });
});
