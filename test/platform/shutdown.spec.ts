import { once } from 'node:events';
import { Agent, request } from 'node:http';
import { connect } from 'node:net';
import { bootPlatform } from './support/boot-platform.js';
import { signedToken } from './support/tokens.js';
import { until } from './support/until.js';

it('answers what is in flight before it stops, and does not wait for idle connections', async () => {
  const platform = await bootPlatform();
  await platform.connect();
  const asked = platform.simulator.journal.entries().length;
  platform.simulator.faults.add({ kind: 'slow', delay_ms: 400 });
  const agent = new Agent({ keepAlive: true });

  const answer = invoke(platform.url, agent);
  await until(() => platform.simulator.journal.entries().length > asked);
  const stoppedAt = performance.now();
  await platform.close();

  expect(await answer).toBe(200);
  expect(performance.now() - stoppedAt).toBeLessThan(4_000);
  agent.destroy();
});

it('does not wait for a connection that has sent no request', async () => {
  const platform = await bootPlatform();
  await platform.connect();
  const asked = platform.simulator.journal.entries().length;
  platform.simulator.faults.add({ kind: 'slow', delay_ms: 8_000 });
  const silent = connect(Number(new URL(platform.url).port), '127.0.0.1');
  await once(silent, 'connect');
  const agent = new Agent();
  const answer = invoke(platform.url, agent);
  await until(() => platform.simulator.journal.entries().length > asked);

  const closing = platform.close();
  const first = await Promise.race([once(silent.resume(), 'close').then(() => 'silent'), answer]);

  expect([first, await answer]).toEqual(['silent', 200]);
  await closing;
});

async function invoke(url: string, agent: Agent): Promise<number | undefined> {
  const headers = { authorization: `Bearer ${await signedToken()}`, 'content-type': 'application/json' };
  return new Promise((resolve, reject) => {
    const path = '/v1/connectors/anthropic/actions/users_list/invoke';
    request(new URL(path, url), { method: 'POST', agent, headers }, (response) => {
      response.resume().on('end', () => resolve(response.statusCode));
    })
      .on('error', reject)
      .end('{}');
  });
}

it('is not ready while it still takes requests, and ends calls that take too long with an answer', async () => {
  const platform = await bootPlatform({ env: { SHUTDOWN_DELAY_MS: '2000', SHUTDOWN_TIMEOUT_MS: '300' } });
  await platform.connect();
  const asked = platform.simulator.journal.entries().length;
  platform.simulator.faults.add({ kind: 'slow', delay_ms: 10_000, times: 'always' });
  const call = (action: string, input: object) =>
    platform.call(`/actions/${action}/invoke`, { method: 'POST', body: { input } });
  const read = call('users_list', {});
  const write = call('invites_create', { email: 'someone@example.com', role: 'user' });
  await until(() => platform.simulator.journal.entries().length > asked + 1);

  const closed = platform.close();
  await until(() => platform.log.some((line) => line.includes('"msg":"stopping"')));
  const [ready, live] = await Promise.all([platform.call('//health/ready'), platform.call('//health/live')]);

  expect([ready.status, live.status]).toEqual([503, 200]);
  expect(await read).toMatchObject({ status: 503, body: { code: 'unavailable', error: { effect: 'none' } } });
  expect(await write).toMatchObject({ status: 502, body: { code: 'outcome_unknown' } });
  await closed;
  const lines = platform.log.map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(lines.find(({ route, status }) => route === '/health/ready' && status === 503)).toMatchObject({
    level: 'info',
    msg: 'request',
  });
  const said = lines.map(({ msg }) => msg);
  expect(said).toEqual(expect.arrayContaining(['started', 'stopping', 'stopped']));
  expect(said).toContain('requests took too long to wait for, and were cut off');
});
