import { bootPlatform, type BootedPlatform } from './support/boot-platform.js';
import { until } from './support/until.js';

let platform: BootedPlatform;

beforeAll(async () => {
  platform = await bootPlatform();
  await platform.connect();
});
afterAll(() => platform.close());

const asked = (): number => platform.simulator.journal.entries().length;

it('aborts the invocation when the client goes away, and writes it down as cancelled', async () => {
  platform.simulator.faults.add({ kind: 'slow', delay_ms: 800 });
  const [before, impatient] = [asked(), new AbortController()];
  const from = platform.log.length;

  const call = platform.call('/actions/users_list/invoke', {
    method: 'POST',
    body: {},
    signal: impatient.signal,
  });
  await until(() => asked() > before);
  impatient.abort();

  await expect(call).rejects.toThrow(/abort/i);
  await until(() => platform.log.length > from);
  expect(platform.log.slice(from).map((line) => JSON.parse(line) as object)).toMatchObject([
    { status: 499, code: 'cancelled', durationMs: expect.any(Number) },
  ]);
});

it('keeps serving after a client has gone away', async () => {
  const { status } = await platform.call('/actions/users_list/invoke', { method: 'POST', body: {} });

  expect(status).toBe(200);
});
