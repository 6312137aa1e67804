import { setTimeout as pause } from 'node:timers/promises';
import { SECOND_ADMIN_KEY } from 'anthropic-admin-simulator';

const PAUSE_MS = 200;

/**
 * Measures what requests take that pass no platform: honest ones, straight to the API. Where they slow down, the machine is too busy to say
 * anything about a platform.
 */
export class ControlSample {
  /** By phase: milliseconds of each request. */
  times = { idle: [], attack: [] };
  phase = 'idle';
  #stopped = false;
  #running;

  constructor(api) {
    this.#running = this.#measure(`${api}/v1/organizations/me`);
  }

  /** Stops after the request that is under way. */
  async stop() {
    this.#stopped = true;
    await this.#running;
  }

  async #measure(url) {
    const headers = { 'x-api-key': SECOND_ADMIN_KEY, 'anthropic-version': '2023-06-01' };
    while (!this.#stopped) {
      const { phase } = this;
      const started = performance.now();
      await fetch(url, { headers }).then(
        (response) => response.text(),
        () => '',
      );
      this.times[phase].push(performance.now() - started);
      await pause(PAUSE_MS);
    }
  }
}
