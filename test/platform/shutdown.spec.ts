import { Agent, request } from 'node:http';
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
