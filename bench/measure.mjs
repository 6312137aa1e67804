/* One measurement in a separate process: node bench/measure.mjs <client> <in flight> <url> <seconds> [<token>] */
import { once } from 'node:events';
import { CLIENTS } from './clients.mjs';
import { PLATFORM_CLIENTS } from './platform-clients.mjs';

const [, , name, inFlightText, url, secondsText, token] = process.argv;
const inFlight = Number(inFlightText);
const call = name in PLATFORM_CLIENTS ? PLATFORM_CLIENTS[name]({ url, token }) : await CLIENTS[name](url);
let nth = 0;

/** Keeps `inFlight` calls in flight for a while; returns the duration of each in milliseconds. */
async function run(milliseconds) {
  const durations = [];
  const end = performance.now() + milliseconds;
  const caller = async () => {
    for (let started = performance.now(); started < end; started = performance.now()) {
      const answer = await call(nth++);
      if (answer.data.length !== 7) throw new Error('not the response of the server');
      durations.push(performance.now() - started);
    }
  };
  await Promise.all(Array.from({ length: inFlight }, caller));
  return durations;
}

/** CPU time of the measured process in microseconds; for platform clients that is the platform, which the parent queries. */
async function cpuTime() {
  if (!(name in PLATFORM_CLIENTS)) return total(process.cpuUsage());
  process.send('cpu?');
  const [{ cpu }] = await once(process, 'message');
  return total(cpu);
}

const total = ({ user, system }) => user + system;

// A slow machine needs this long until all of the code is compiled; before, a call costs several times as much.
await run(3_000);
const cpuBefore = await cpuTime();
const started = performance.now();
const durations = await run(Number(secondsText) * 1000);
const elapsed = performance.now() - started;
const cpu = (await cpuTime()) - cpuBefore;

durations.sort((a, b) => a - b);
const at = (share) => durations[Math.floor(share * (durations.length - 1))];
process.send({
  callsPerSecond: durations.length / (elapsed / 1000),
  p50Ms: at(0.5),
  p99Ms: at(0.99),
  cpuMicros: cpu / durations.length,
});
process.exit();
