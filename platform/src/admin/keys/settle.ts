import { stat } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';

/**
 * Longer than any write of a record takes from its wrapping to the end of its transaction: the platform gives up
 * waiting for a database sooner.
 */
const SETTLED_MS = 45_000;

/**
 * Waits until no write can be under way that has begun before the keyring file changed. Such a write may put a record
 * under a key that nobody uses any more, after it was counted.
 * @param say - told that there is something to wait for.
 */
export async function untilSettled(path: string, say: (line: string) => void): Promise<void> {
  for (let told = false; ; told = true) {
    const { mtimeMs } = await stat(path);
    const left = mtimeMs + SETTLED_MS - Date.now();
    if (left <= 0) return;
    if (!told) {
      say(
        `The keyring changed a moment ago. Waiting ${Math.ceil(left / 1000)} s, until no write is under way that began before; --now does not wait.`,
      );
    }
    await wait(left);
  }
}
