import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const END_WITH_PARENT = new URL('../scripts/end-with-parent.mjs', import.meta.url).href;
const KEPT_CHARACTERS = 4_000;

/** The processes of a soak run, which stop with it. */
export class Processes {
  #running = new Set();

  /** Starts a script of the workspace with flags of Node; `preload` lists modules to load before it. */
  start(script, { args = [], env = {}, flags = [], preload = [], onLine = () => {} } = {}) {
    const imports = [END_WITH_PARENT, ...preload].flatMap((module) => ['--import', module]);
    const child = spawn(process.execPath, [...flags, ...imports, script, ...args], {
      cwd: ROOT,
      env: { PATH: process.env.PATH, ...env },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    let said = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text) => {
        said = (said + text).slice(-KEPT_CHARACTERS);
        text.split('\n').filter(Boolean).forEach(onLine);
      });
    }
    const started = {
      child,
      said: () => said,
      ended: new Promise((resolve) => child.once('close', resolve)),
    };
    this.#running.add(started);
    void started.ended.then(() => this.#running.delete(started));
    return started;
  }

  /** Kills a process with SIGKILL and waits until it has exited. */
  async kill(started) {
    started.child.kill('SIGKILL');
    await started.ended;
  }

  /** Kills all processes. */
  async end() {
    await Promise.all([...this.#running].map((started) => this.kill(started)));
  }
}
