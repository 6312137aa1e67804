/* What a tenant notices of another one that is stalled on slow reads: npm run bench:shares */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { DEMO_ADMIN_KEY, SECOND_ADMIN_KEY } from 'anthropic-admin-simulator';
import { Pool } from 'undici';
import { start } from './child-process.mjs';
import { median, rounded } from './figures.mjs';
import { startPostgres } from './postgres.mjs';
import { keep } from './results.mjs';
import { tokenCommand } from '../platform/dist/admin/token-command.js';

const { values } = parseArgs({
  options: { rounds: { type: 'string', default: '9' }, seconds: { type: 'string', default: '6' } },
});
const [rounds, seconds] = [values.rounds, values.seconds].map(Number);

/** More than the connections of one tenant, of several subjects. */
const STALLED_READS = 80;
const SUBJECTS = 4;
/** Shorter than the timeout of a request: each read ends, and another one begins. */
const STALL_MS = 15_000;
const CALLS_PER_SECOND = 20;
/** The growth of the p99 that the platform promises to stay below. */
const MOST_GROWTH = 1.1;

const ACTIONS = '/v1/connectors/anthropic/actions';
const SECRET = { PLATFORM_JWT_SECRET: 'a-secret-of-the-benchmark-that-is-long-enough' };
const tokenOf = (tenant, sub) => tokenCommand(['--tenant', tenant, '--sub', sub], SECRET);

async function send(pool, method, path, token, body) {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const response = await pool.request({ method, path, headers, body: JSON.stringify(body) });
  await response.body.dump();
  return response.statusCode;
}

/** Keeps a tenant stalled until the function that is returned is called. */
async function stall(url) {
  const pool = new Pool(url, { headersTimeout: 0 });
  const tokens = await Promise.all(
    Array.from({ length: SUBJECTS }, (_, nth) => tokenOf('stalled', `subject-${nth}`)),
  );
  const read = async (nth) => {
    while (!pool.destroyed) {
      const input = { limit: nth + 1 };
      const token = tokens[nth % SUBJECTS];
      const path = `${ACTIONS}/workspaces_list/invoke`;
      const status = await send(pool, 'POST', path, token, { input }).catch(() => undefined);
      if (!pool.destroyed && status !== 200) throw new Error(`A read was answered with ${status}.`);
    }
  };
  const reads = Array.from({ length: STALLED_READS }, (_, nth) => read(nth));
  await pause(2_000);
  return async () => {
    await pool.destroy();
    await Promise.all(reads);
    await pause(2_000);
  };
}

/** The duration of each call of a tenant that calls at a steady pace, sorted. */
async function measure(pool, token) {
  const times = [];
  const calls = [];
  const begin = performance.now();
  for (let nth = 0; nth < seconds * CALLS_PER_SECOND; nth += 1) {
    const at = begin + (1000 * nth) / CALLS_PER_SECOND;
    await pause(Math.max(0, at - performance.now()));
    const call = async () => {
      const started = performance.now();
      const input = { limit: (nth % 100) + 1 };
      const status = await send(pool, 'POST', `${ACTIONS}/users_list/invoke`, token, { input });
      if (status !== 200) throw new Error(`A call was answered with ${status}.`);
      times.push(performance.now() - started);
    };
    calls.push(call());
  }
  await Promise.all(calls);
  return times.sort((a, b) => a - b);
}

async function compare(engine, env) {
  const started = [];
  const folder = await mkdtemp(join(tmpdir(), 'anthropic-admin-shares-'));
  try {
    const fault = { kind: 'slow', delay_ms: STALL_MS, times: 'always', match: { path: '*/workspaces*' } };
    const simulator = start('load/simulator.mjs', [JSON.stringify(fault)]);
    started.push(simulator);
    const api = await simulator.next();
    const options = { apiKey: DEMO_ADMIN_KEY, env: { ...SECRET, DATA_DIR: folder, ...env } };
    const platform = start('platform.mjs', [api.url, JSON.stringify(options)]);
    started.push(platform);
    const { url, token } = await platform.next();
    const pool = new Pool(url);
    const path = '/v1/connectors/anthropic/connections/default';
    const saved = await send(pool, 'PUT', path, await tokenOf('stalled', 'admin'), {
      api_key: SECOND_ADMIN_KEY,
    });
    if (saved !== 201) throw new Error(`The key was not saved: ${saved}.`);
    const runs = [];
    for (let round = -1; round < rounds; round += 1) {
      const calm = () => measure(pool, token);
      const beside = async () => {
        const end = await stall(url);
        const times = await measure(pool, token);
        await end();
        return times;
      };
      // What else the machine does changes meanwhile: neither is always the first one.
      const [first, second] = round % 2 === 0 ? [calm, beside] : [beside, calm];
      const [one, other] = [await first(), await second()];
      // The first round warms up.
      if (round >= 0) runs.push(round % 2 === 0 ? [one, other] : [other, one]);
    }
    await pool.close();
    return [0.5, 0.99].map((part) => {
      const at = (times) => times[Math.floor(part * (times.length - 1))];
      return {
        engine,
        figure: `p${part * 100}`,
        idle: rounded(median(runs.map(([idle]) => at(idle))), 1),
        stalled: rounded(median(runs.map(([, stalled]) => at(stalled))), 1),
        ratio: rounded(median(runs.map(([idle, stalled]) => at(stalled) / at(idle))), 2),
      };
    });
  } finally {
    await Promise.all(started.map((each) => each.stop()));
    await rm(folder, { recursive: true, force: true });
  }
}

const postgres = await startPostgres();
try {
  const rows = [
    ...(await compare('libsql', {})),
    ...(await compare('postgres', { DATABASE_URL: (await postgres.database('shares')).href })),
  ];
  console.log(
    `Milliseconds of a call while another tenant has ${STALLED_READS} slow reads; ratios of one run.`,
  );
  console.table(rows);
  const over = rows.filter(({ figure, ratio }) => figure === 'p99' && ratio >= MOST_GROWTH);
  console.log(
    over.length === 0 ? 'The p99 grows by less than a tenth.' : 'The p99 grows by a tenth or more.',
  );
  process.exitCode = over.length === 0 ? 0 : 1;
  await keep('shares', { rounds, seconds, stalledReads: STALLED_READS, rows }, rows);
} finally {
  await postgres.stop();
}
process.exit();
