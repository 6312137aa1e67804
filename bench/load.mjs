/* Shares the rate limit of one organization between many callers and two platforms on one PostgreSQL: npm run bench:load */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { start } from './child-process.mjs';
import { callFor } from './load/callers.mjs';
import { watchLocks } from './load/lock-waits.mjs';
import { faultsOf, figuresOf } from './load/figures.mjs';
import { startPostgres } from './postgres.mjs';
import { keep } from './results.mjs';

const { values } = parseArgs({
  options: {
    callers: { type: 'string', default: '64' },
    limit: { type: 'string', default: '300' },
    seconds: { type: 'string', default: '75' },
  },
});
const [callers, limit, seconds] = [values.callers, values.limit, values.seconds].map(Number);

const folder = await mkdtemp(join(tmpdir(), 'anthropic-admin-load-'));
const postgres = await startPostgres();
const started = [];
try {
  const url = (await postgres.database('load')).href;
  const simulator = start('load/simulator.mjs');
  started.push(simulator);
  const api = await simulator.next();
  // One folder, because both platforms use the same keyring.
  const settings = { ...api, requestsPerMinute: limit, env: { DATABASE_URL: url, DATA_DIR: folder } };
  const platforms = [];
  for (let nth = 0; nth < 2; nth += 1) {
    const platform = start('platform.mjs', [api.url, JSON.stringify(settings)]);
    started.push(platform);
    platforms.push(await platform.next());
  }

  console.log(`${callers} callers for ${seconds} s and until the last response; ${limit} requests per 60 s.`);
  const locks = await watchLocks(url);
  const begin = Date.now();
  const served = await callFor(seconds * 1000, callers, platforms);
  const lockWaits = await locks.stop();
  // Saving the key also sends requests, which are not counted because the organization is not known yet.
  const requests = (await simulator.ask('requests?')).filter(({ at }) => at >= begin);
  const figures = { ...figuresOf(served, requests), lockWaits };
  const faults = faultsOf(figures, limit);

  console.log(figures);
  console.log(faults.length === 0 ? 'The limit was kept, and every caller was served.' : faults.join('\n'));
  process.exitCode = faults.length === 0 ? 0 : 1;
  const { lockWaits: waits, ...rest } = figures;
  const row = { ...rest, lockWaits: `${waits.waiting} of ${waits.samples}, ${waits.most} at most` };
  await keep(
    'load',
    { callers, limit, seconds, figures, faults },
    Object.entries({ callers, limit, ...row }).map(([figure, value]) => ({ figure, value })),
  );
} finally {
  await Promise.all(started.map((each) => each.stop()));
  await postgres.stop();
  await rm(folder, { recursive: true, force: true });
}
