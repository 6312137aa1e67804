/* Preloaded into a process: tells its parent how much memory it has, and how long its event loop was blocked. */
import { monitorEventLoopDelay } from 'node:perf_hooks';

const EVERY_MS = 250;
const NS_PER_MS = 1e6;

const delay = monitorEventLoopDelay({ resolution: 10 });
delay.enable();
setInterval(() => {
  const { rss, heapUsed } = process.memoryUsage();
  process.send?.({ usage: { rss, heapUsed, blockedMs: delay.max / NS_PER_MS } }, () => {});
  delay.reset();
}, EVERY_MS).unref();
