import { fork } from 'node:child_process';
import { once } from 'node:events';

/** Starts a script of this folder; `next()` resolves to its next message. @throws Error if it exits first. */
export function start(script, args = [], options = {}) {
  const child = fork(new URL(script, import.meta.url), args, options);
  const next = async () => {
    const heard = new AbortController();
    const { signal } = heard;
    const ended = once(child, 'exit', { signal }).then(([code]) => {
      throw new Error(`${script} ${args[0] ?? ''} exited with ${code}`);
    });
    try {
      const [message] = await Promise.race([once(child, 'message', { signal }), ended]);
      return message;
    } finally {
      heard.abort();
    }
  };
  const ask = (message) => {
    child.send(message);
    return next();
  };
  const stop = async () => {
    const gone = once(child, 'exit');
    child.disconnect();
    await gone;
  };
  return { child, next, ask, stop };
}
