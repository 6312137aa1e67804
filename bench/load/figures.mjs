import { median, rounded } from '../figures.mjs';
import { COMMON_LIMIT } from './callers.mjs';

const WINDOW_MS = 60_000;

/** The figures of a load test, from the calls and the requests that reached the API. */
export function figuresOf(callers, requests) {
  const calls = callers.flat();
  const times = calls.map(({ ms }) => ms).sort((a, b) => a - b);
  const served = callers.map((each) => each.filter(({ status }) => status === 200).length);
  const pages = requests.filter(({ path }) => path.endsWith('/users'));
  const common = ({ limit }) => limit === COMMON_LIMIT;
  return {
    calls: calls.length,
    refused: calls.filter(({ status }) => status !== 200).length,
    requests: requests.length,
    mostInAWindow: mostInAWindow(requests.map(({ at }) => at)),
    equalReads: calls.filter(common).length,
    equalReadsSent: pages.filter(common).length,
    fewestServed: Math.min(...served),
    medianServed: median(served),
    mostServed: Math.max(...served),
    p50Ms: rounded(times[Math.floor(0.5 * (times.length - 1))]),
    p99Ms: rounded(times[Math.floor(0.99 * (times.length - 1))]),
  };
}

/** Violated expectations as sentences; empty if there are none. */
export function faultsOf(figures, limit) {
  const { mostInAWindow, fewestServed, medianServed, refused, equalReads, equalReadsSent } = figures;
  return [
    mostInAWindow > limit && `${mostInAWindow} requests reached the API within 60 s; ${limit} are allowed.`,
    fewestServed * 2 < medianServed &&
      `A caller was served ${fewestServed} times, the median ${medianServed}.`,
    refused > 0 && `${refused} calls were refused.`,
    equalReadsSent >= equalReads && 'No equal reads were joined.',
  ].filter(Boolean);
}

/** The maximum number of times (epoch milliseconds) in any window. */
function mostInAWindow(moments) {
  const sorted = [...moments].sort((a, b) => a - b);
  let most = 0;
  for (let first = 0, last = 0; last < sorted.length; last += 1) {
    while (sorted[last] - sorted[first] >= WINDOW_MS) first += 1;
    most = Math.max(most, last - first + 1);
  }
  return most;
}
