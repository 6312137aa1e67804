const PAUSE_MS = 100;

/**
 * Calls back once the npm that has started this process is gone: npm hands a signal to its shell, and the shell dies
 * of it without a word to us.
 */
export function whenOrphaned(callback) {
  if (process.env.npm_lifecycle_event === undefined) return;
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    callback();
  }, PAUSE_MS);
  timer.unref();
}
