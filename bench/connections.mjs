/* Compares the cost of connections by their number, on both databases: npm run bench:connections */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { fill, OPERATIONS, openInstallation } from './connections/installation.mjs';
import { median, rounded } from './figures.mjs';
import { startPostgres } from './postgres.mjs';
import { keep } from './results.mjs';

const { values } = parseArgs({ options: { rounds: { type: 'string', default: '7' } } });
const SIZES = [100, 1000, 10_000];

/** Microseconds per record or call: the median over rounds, which alternate between the sizes. */
async function measure(engine, place) {
  const installations = [];
  for (const size of SIZES) {
    const installation = await openInstallation(await place(size));
    await fill(installation, size);
    installations.push({ size, installation, figures: {} });
  }
  for (let round = -1; round < Number(values.rounds); round += 1) {
    for (const [name, operation] of Object.entries(OPERATIONS)) {
      for (const { size, installation, figures } of installations) {
        const started = performance.now();
        const times = await operation(installation, size);
        const micros = (1000 * (performance.now() - started)) / times;
        // The first round warms up.
        if (round >= 0) (figures[name] ??= []).push(micros);
      }
    }
  }
  for (const { installation } of installations) await installation.context.database.close();
  return Object.keys(OPERATIONS).map((name) => {
    const micros = installations.map(({ figures }) => Math.round(median(figures[name])));
    const ratio = rounded(micros.at(-1) / micros[0], 2);
    return {
      engine,
      operation: name,
      ...Object.fromEntries(SIZES.map((size, i) => [`of ${size}`, micros[i]])),
      ratio,
    };
  });
}

const folder = await mkdtemp(join(tmpdir(), 'anthropic-admin-bench-'));
const postgres = await startPostgres();
try {
  const dataDir = (size) => join(folder, String(size));
  const rows = [
    ...(await measure('libsql', async (size) => ({ DATA_DIR: dataDir(size) }))),
    ...(await measure('postgres', async (size) => ({
      DATA_DIR: dataDir(`p${size}`),
      DATABASE_URL: (await postgres.database(`c${size}`)).href,
    }))),
  ];
  console.log('Microseconds per operation by number of connections; the ratio is last to first.');
  console.table(rows);
  await keep('connections', { rounds: Number(values.rounds), rows }, rows);
} finally {
  await postgres.stop();
  await rm(folder, { recursive: true, force: true });
}
process.exit();
