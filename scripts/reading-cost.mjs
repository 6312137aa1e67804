/*
 * `npm run check:reading-cost [-- --files]`: how many of our files one call runs through, by V8's precise coverage of
 * exactly one call after a warm-up; fails over a target.
 */
import { Session } from 'node:inspector/promises';
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import 'reflect-metadata';
import { bootSimulated } from '../test/support/boot-simulated.js';
import { bootMcp } from '../test/mcp/support/boot-mcp.js';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const OWN = /^(src|platform\/src)\//;
const WARM_UP = 3;
const TRIES = 40;

const library = await bootSimulated();
const platform = await bootMcp();
const client = await platform.client();
const calls = [
  {
    call: "connector.invoke('users_list')",
    target: 20,
    make: () => library.connector.invoke('users_list', {}, { tenantId: 'acme', requestId: 'cost' }),
    succeeded: ({ ok }) => ok,
  },
  {
    call: 'REST POST .../users_list/invoke',
    target: 60,
    make: () => platform.call('/actions/users_list/invoke', { method: 'POST', body: { input: {} } }),
    succeeded: ({ status }) => status === 200,
  },
  {
    call: 'MCP tools/call anthropic_users_list',
    target: 65,
    make: () => client.call('anthropic_users_list'),
    succeeded: ({ outcome }) => outcome.ok,
  },
];

const inspector = new Session();
inspector.connect();
await inspector.post('Profiler.enable');
await inspector.post('Profiler.startPreciseCoverage', { callCount: true, detailed: false });
const costs = [];
for (const { make, ...call } of calls) {
  // What a timer of the process runs meanwhile, and what is read again because a brief cache expired, is not part of the call.
  const tries = [];
  while (tries.length < TRIES && !tries.some(({ files }) => files.length <= call.target))
    tries.push(await costOf(make, call));
  const [least] = tries.sort((a, b) => a.files.length - b.files.length);
  costs.push({ ...call, ...least });
}
inspector.disconnect();
await platform.close();
await library.close();

process.stdout.write('files  target  functions  calls  of one call, after a warm-up\n');
for (const { call, target, files, functions, count } of costs) {
  const columns = [
    `${files.length}`.padStart(5),
    `${target}`.padStart(6),
    `${functions}`.padStart(9),
    `${count}`.padStart(5),
  ];
  process.stdout.write(`${columns.join('  ')}  ${call}\n`);
  if (process.argv.includes('--files'))
    process.stdout.write(files.map((file) => `       ${file}\n`).join(''));
}
const over = costs.filter(({ files, target }) => files.length > target);
if (over.length > 0) {
  process.stderr.write(
    `Over the target: ${over.map(({ call }) => call).join(', ')}. --files lists the files.\n`,
  );
  process.exitCode = 1;
}

/** What one call runs: our files, their functions, and how often these are called. */
async function costOf(make, { call, succeeded }) {
  for (let nth = 0; nth < WARM_UP; nth += 1) await make();
  // Taking the coverage sets all counters to zero.
  await inspector.post('Profiler.takePreciseCoverage');
  const answer = await make();
  const { result } = await inspector.post('Profiler.takePreciseCoverage');
  if (!succeeded(answer)) throw new Error(`${call} failed: ${JSON.stringify(answer)}`);
  const ran = result
    .filter(({ url }) => url.startsWith('file:'))
    .map(({ url, functions }) => ({
      file: relative(ROOT, fileURLToPath(url)),
      counts: functions.map(({ ranges: [{ count }] }) => count).filter((count) => count > 0),
    }))
    .filter(({ file, counts }) => OWN.test(file) && counts.length > 0);
  const counts = ran.flatMap((script) => script.counts);
  return {
    files: ran.map(({ file }) => file).sort(),
    functions: counts.length,
    count: counts.reduce((sum, one) => sum + one, 0),
  };
}
