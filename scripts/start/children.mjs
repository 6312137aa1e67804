import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const END_WITH_PARENT = new URL('../end-with-parent.mjs', import.meta.url).href;
const PATIENCE_MS = 12_000;

/** The processes of one start: when one of them ends, all of them do. */
export class Children {
  #running = new Map();
  #stopping = false;

  /** @param onEnd called with the name of a process that ended by itself */
  constructor(onEnd) {
    this.onEnd = onEnd;
  }

  /** Starts a script of the workspace; `quiet` drops its standard output. */
  start(name, script, args, { env = {}, quiet = false } = {}) {
    const file = fileURLToPath(new URL(`../../${script}`, import.meta.url));
    const child = spawn(process.execPath, ['--import', END_WITH_PARENT, file, ...args], {
      env: { ...process.env, ...env },
      stdio: ['ignore', quiet ? 'ignore' : 'inherit', 'inherit', 'ipc'],
    });
    const ended = new Promise((resolve) => child.once('exit', resolve));
    this.#running.set(name, { child, ended });
    child.once('error', () => this.onEnd(name));
    child.once('exit', () => {
      this.#running.delete(name);
      if (!this.#stopping) this.onEnd(name);
    });
  }

  /** Ends all of them: politely first. */
  async stop() {
    this.#stopping = true;
    const running = [...this.#running.values()];
    for (const { child } of running) child.kill('SIGTERM');
    const force = setTimeout(() => running.forEach(({ child }) => child.kill('SIGKILL')), PATIENCE_MS);
    await Promise.all(running.map(({ ended }) => ended));
    clearTimeout(force);
  }
}
