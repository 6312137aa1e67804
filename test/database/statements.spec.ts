import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { bootWith, storedIn } from './support/boot-stored.js';

type Query = (this: unknown, first: string | { readonly text: string }, ...rest: unknown[]) => unknown;

/** The statements that the driver sends while something is done. Each is a round trip. */
async function statementsOf(work: () => Promise<unknown>): Promise<string[]> {
  const sent: string[] = [];
  const client = pg.Client.prototype as unknown as { query: Query };
  const { query } = client;
  const spy = jest.spyOn(client, 'query').mockImplementation(function (this: unknown, first, ...rest) {
    sent.push(typeof first === 'string' ? first : first.text);
    return query.call(this, first, ...rest);
  });
  await work().finally(() => spy.mockRestore());
  return sent;
}

/*
 * The throttle counts the subject and the tenant; a revocation and a switch are looked up unless they were a moment ago; the key is read
 * before the call and when it is sent; the limiter reads and reserves; and each entry of the audit is one.
 */
const READ = 2 + 2 + 2 + 2 + 1;

/** The idempotency key is taken, the intent written, the key read once more, and the outcome stored. */
const WRITE = READ + 4;

test.each([
  ['a read', READ, 'users_list', () => ({ limit: 2 })],
  ['a write', WRITE, 'invites_create', () => ({ email: `${randomUUID()}@example.com`, role: 'user' })],
])('%s takes at most %i statements, and no transaction of several', async (_, most, action, input) => {
  const platform = await bootWith({
    ...(await storedIn('postgres')),
    PLATFORM_THROTTLE_PER_TOKEN: '600',
    PLATFORM_THROTTLE_PER_TENANT: '3000',
  });
  await platform.connect();
  const call = async (): Promise<void> => {
    const { status } = await platform.call(`/actions/${action}/invoke`, {
      method: 'POST',
      body: { input: input() },
      headers: { 'idempotency-key': randomUUID() },
    });
    expect(status).toBe(200);
  };
  // The first one opens connections.
  await call();

  const statements = await statementsOf(call);

  expect(statements.filter((text) => /^\s*(begin|start transaction|commit)/i.test(text))).toEqual([]);
  expect(statements.length).toBeLessThanOrEqual(most);
  expect(statements.length).toBeGreaterThan(most / 2);
});
