/* Compares clients with one loopback server, directly and through a platform: npm run bench */
import { parseArgs } from 'node:util';
import { start } from './child-process.mjs';
import { CLIENTS, KEY } from './clients.mjs';
import { PLATFORM_CLIENTS } from './platform-clients.mjs';
import { median, rounded, spread } from './figures.mjs';
import { keep } from './results.mjs';

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '5' },
    seconds: { type: 'string', default: '0.7' },
    'in-flight': { type: 'string', default: '1,16,64' },
  },
});
const IN_FLIGHT = values['in-flight'].split(',').map(Number);
const SDK = 'official SDK';
const INVOKE = 'connector.invoke';
const names = [...Object.keys(CLIENTS), ...Object.keys(PLATFORM_CLIENTS)];

const server = start('server.mjs');
const { url } = await server.next();
const platform = start('platform.mjs', [url, JSON.stringify({ apiKey: KEY })]);
const target = await platform.next();

async function measure(name, inFlight) {
  const place = name in PLATFORM_CLIENTS ? [target.url, values.seconds, target.token] : [url, values.seconds];
  const child = start('measure.mjs', [name, String(inFlight), ...place]);
  for (;;) {
    const message = await child.next();
    if (message !== 'cpu?') return message;
    child.child.send(await platform.ask('cpu?'));
  }
}

const rows = [];
for (const inFlight of IN_FLIGHT) {
  const results = Object.fromEntries(names.map((name) => [name, []]));
  for (let round = 0; round < Number(values.rounds); round += 1) {
    // Each round starts with a different client, to spread effects of a warm or cold machine.
    for (let turn = 0; turn < names.length; turn += 1) {
      const name = names[(round + turn) % names.length];
      results[name].push(await measure(name, inFlight));
    }
  }
  const middle = (name, figure) => median(results[name].map((result) => result[figure]));
  for (const name of names) {
    rows.push({
      inFlight,
      client: name,
      callsPerSecond: rounded(middle(name, 'callsPerSecond')),
      spread: rounded(spread(results[name].map(({ callsPerSecond }) => callsPerSecond)), 2),
      p50Ms: rounded(middle(name, 'p50Ms'), 3),
      p99Ms: rounded(middle(name, 'p99Ms'), 3),
      cpuMicros: rounded(middle(name, 'cpuMicros')),
      timesTheSdk: rounded(middle(name, 'callsPerSecond') / middle(SDK, 'callsPerSecond'), 2),
      cpuTimesInvoke: rounded(middle(name, 'cpuMicros') / middle(INVOKE, 'cpuMicros'), 2),
    });
  }
}
await platform.stop();
await server.stop();

console.table(rows);
const rowOf = (name, inFlight) => rows.find((row) => row.client === name && row.inFlight === inFlight);
const table = names.map((name) => {
  const times = IN_FLIGHT.map((inFlight) => [
    `calls/s, ${inFlight} in flight`,
    rowOf(name, inFlight).timesTheSdk,
  ]);
  const cpu = IN_FLIGHT.map((inFlight) => [
    `CPU, ${inFlight} in flight`,
    rowOf(name, inFlight).cpuTimesInvoke,
  ]);
  return { '': name, ...Object.fromEntries([...times, ...cpu]) };
});
await keep('calls', { rounds: Number(values.rounds), seconds: Number(values.seconds), rows }, table);
