import { setTimeout as pause } from 'node:timers/promises';

const PATIENCE_MS = 40_000;
const PAUSE_MS = 500;

/** Waits until the bound on clients that do not read has acted; a busy platform needs a while to answer them. */
export async function boundsThatAct(urls) {
  for (const end = Date.now() + PATIENCE_MS; ; await pause(PAUSE_MS)) {
    // A platform whose connections are all taken closes one more; one that has ended is found elsewhere.
    const acted = await boundsThatActed(urls).catch(() => ({ closed: {}, slow: false }));
    if (acted.slow || Date.now() > end) return acted;
  }
}

/** Reads from the metrics which bounds of the platforms have acted: connections that were closed, by the reason. */
async function boundsThatActed(urls) {
  const closed = {};
  for (const url of urls) {
    const page = await (await fetch(`${url}/metrics`)).text();
    for (const [, why, count] of page.matchAll(/^platform_connections_closed_total\{.*="(\w+)"\} (\d+)$/gm))
      closed[why] = (closed[why] ?? 0) + Number(count);
  }
  return { closed, slow: Object.values(closed).some((count) => count > 0) };
}
