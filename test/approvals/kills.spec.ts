import { spawn, type ChildProcess } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { buildWhenStale } from '../../scripts/build-when-stale.mjs';
import { freePort } from '../../scripts/free-port.mjs';
import { storedIn } from '../database/support/boot-stored.js';
import { SECRET } from '../platform/support/tokens.js';
import { until } from '../platform/support/until.js';
import { afterTest } from '../support/cleanup.js';
import { as, bootApprovals } from './support/boot-approvals.js';

/** `APPROVAL_KILLS=100 npm test -- test/approvals/kills.spec.ts` kills as often. */
const KILLS = Number(process.env['APPROVAL_KILLS'] ?? 2);
const MAIN = fileURLToPath(new URL('../../platform/dist/main.js', import.meta.url));

beforeAll(() => buildWhenStale(['platform']));

test(
  `applies an approved call once or not at all, and says so, where its process is killed ${KILLS} times`,
  async () => {
    const env = await storedIn('libsql');
    // Another process of the same installation, which stays.
    const other = await bootApprovals(env);
    afterTest(() => other.close());
    await other.connect();
    const ends: string[] = [];
    for (let round = 0; round < KILLS; round += 1) {
      const port = await freePort();
      const url = `http://127.0.0.1:${port}`;
      const child: ChildProcess = spawn(process.execPath, [MAIN], {
        stdio: 'ignore',
        env: {
          PATH: process.env['PATH'],
          ...env,
          PORT: String(port),
          PLATFORM_JWT_SECRET: SECRET,
          PLATFORM_POLICIES: 'on',
          LOG_LEVEL: 'silent',
          CONNECTION_CHECK_INTERVAL_MS: '0',
          ANTHROPIC_BASE_URL: other.simulator.url,
        },
      });
      afterTest(() => void child.kill('SIGKILL'));
      const post = async (who: string, path: string, body: object) =>
        fetch(`${url}${path}`, {
          method: 'POST',
          body: JSON.stringify(body),
          headers: { ...(await as(who)), 'content-type': 'application/json' },
        });
      await until(() =>
        fetch(`${url}/health`).then(
          ({ ok }) => ok,
          () => false,
        ),
      );
      const invoke = () =>
        // One person may have so many waiting.
        post(`agent-${round}`, '/v1/connectors/anthropic/actions/workspaces_create/invoke', {
          input: { name: `killed-${round}` },
        });
      const asked = (await (await invoke()).json()) as { error: { approval?: { id: string } } };
      if (!asked.error.approval) throw new Error(JSON.stringify([round, asked]));
      const { id } = asked.error.approval;
      await post('bob', `/v1/approvals/${id}/approve`, {});

      const running = invoke().catch(() => undefined);
      await wait(randomInt(60));
      child.kill('SIGKILL');
      await Promise.all([once(child, 'close'), running]);

      const sent = other.simulator.journal
        .entries()
        .filter(({ method, path }) => method === 'POST' && path.endsWith('/workspaces')).length;
      other.simulator.journal.clear();
      const { body } = await other.ask('bob', `/${id}`);
      const { state } = body as { state: string };
      expect(sent).toBeLessThanOrEqual(1);
      // Not begun, in progress until its lease ends, or done.
      expect(state === 'approved' ? sent === 0 : ['applying', 'applied'].includes(state)).toBe(true);
      if (state === 'applied') expect(sent).toBe(1);
      ends.push(state);
    }
    expect(ends).toHaveLength(KILLS);
  },
  60_000 + 20_000 * KILLS,
);
