/* Compares clients against one loopback server, interleaved in fresh processes: npm run bench */
import { execSync, fork } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { CONTENDERS } from './contenders.mjs';

const { values } = parseArgs({
  options: { rounds: { type: 'string', default: '5' }, seconds: { type: 'string', default: '1.5' } },
});
const IN_FLIGHT = [1, 16, 64];
const SDK = 'official SDK';
const names = Object.keys(CONTENDERS);
const file = (name) => new URL(name, import.meta.url);

const median = (numbers) => numbers.slice().sort((a, b) => a - b)[Math.floor((numbers.length - 1) / 2)];
const spread = (numbers) => (Math.max(...numbers) - Math.min(...numbers)) / median(numbers);

const server = fork(file('server.mjs'));
const [{ url }] = await once(server, 'message');

async function measure(name, inFlight) {
  const child = fork(file('measure.mjs'), [name, String(inFlight), url, values.seconds]);
  const [result] = await Promise.race([
    once(child, 'message'),
    once(child, 'exit').then(([code]) => Promise.reject(new Error(`${name} exited with ${code}`))),
  ]);
  return result;
}

const rows = [];
for (const inFlight of IN_FLIGHT) {
  const results = Object.fromEntries(names.map((name) => [name, []]));
  for (let round = 0; round < Number(values.rounds); round += 1) {
    // Each round starts with another contender, so that none always runs on a warm or a cold machine.
    for (let turn = 0; turn < names.length; turn += 1) {
      const name = names[(round + turn) % names.length];
      results[name].push(await measure(name, inFlight));
    }
  }
  const of = (name, figure) => results[name].map((result) => result[figure]);
  for (const name of names) {
    rows.push({
      inFlight,
      contender: name,
      callsPerSecond: Math.round(median(of(name, 'callsPerSecond'))),
      spread: Number(spread(of(name, 'callsPerSecond')).toFixed(2)),
      p50Ms: Number(median(of(name, 'p50Ms')).toFixed(3)),
      p99Ms: Number(median(of(name, 'p99Ms')).toFixed(3)),
      cpuMicros: Math.round(median(of(name, 'cpuMicros'))),
      timesTheSdk: Number(
        (median(of(name, 'callsPerSecond')) / median(of(SDK, 'callsPerSecond'))).toFixed(2),
      ),
    });
  }
}
server.disconnect();

console.table(rows);
const commit = execSync('git rev-parse --short HEAD', { encoding: 'utf8' }).trim();
const { rounds, seconds } = values;
const result = { commit, node: process.version, cores: cpus().length, rounds, seconds, rows };
await writeFile(file('results/calls.json'), `${JSON.stringify(result, null, 2)}\n`);
