/* One measurement in a process of its own: node bench/measure.mjs <contender> <in flight> <url> <seconds> */
import { CONTENDERS } from './contenders.mjs';

const [, , name, inFlightText, url, secondsText] = process.argv;
const inFlight = Number(inFlightText);
const call = await CONTENDERS[name](url);
let nth = 0;

/** Keeps `inFlight` calls under way for a while; gives the duration of each, milliseconds. */
async function run(milliseconds) {
  const durations = [];
  const end = performance.now() + milliseconds;
  const caller = async () => {
    for (let started = performance.now(); started < end; started = performance.now()) {
      const answer = await call(nth++);
      if (answer.data.length !== 7) throw new Error('not the answer of the server');
      durations.push(performance.now() - started);
    }
  };
  await Promise.all(Array.from({ length: inFlight }, caller));
  return durations;
}

await run(700);
const cpuBefore = process.cpuUsage();
const started = performance.now();
const durations = await run(Number(secondsText) * 1000);
const elapsed = performance.now() - started;
const cpu = process.cpuUsage(cpuBefore);

durations.sort((a, b) => a - b);
const at = (share) => durations[Math.floor(share * (durations.length - 1))];
process.send({
  callsPerSecond: durations.length / (elapsed / 1000),
  p50Ms: at(0.5),
  p99Ms: at(0.99),
  cpuMicros: (cpu.user + cpu.system) / durations.length,
});
process.exit();
