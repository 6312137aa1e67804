import type { BrokenRecord } from '../broken-record.js';
import type { Progress } from '../cli/progress.js';
import { recordPages } from '../record-pages.js';
import type { Workbench } from '../workbench.js';
import { rewrapBatch } from './rewrap-batch.js';

/** How a rewrap went. */
export interface RewrapResult {
  readonly active: string;
  readonly rewrapped: number;
  readonly broken: readonly BrokenRecord[];
  /** Records that are still under other keys, the broken ones included. */
  readonly left: number;
}

/** Whoever still wraps with another key would keep us here for ever. */
const MAX_PASSES = 10;

/**
 * Brings all records under the active key. It keeps no place of its own: what is left to do is what is not under that
 * key, so that it can be cut off anywhere and run again.
 */
export async function rewrapAll(
  workbench: Workbench,
  batch: number,
  progress: Progress,
): Promise<RewrapResult> {
  const { keys, records } = workbench;
  progress.begin(await countOthers(workbench), 'records');
  let rewrapped = 0;
  let broken: readonly BrokenRecord[] = [];
  for (let pass = 1, changed = 1; changed > 0 && pass <= MAX_PASSES; pass += 1) {
    changed = 0;
    broken = [];
    for await (const page of recordPages(records, batch, () => keys.provider.activeKeyId())) {
      const result = await rewrapBatch(workbench, page);
      rewrapped += result.rewrapped;
      broken = [...broken, ...result.broken];
      changed += result.rewrapped + result.elsewhere;
      progress.advance(result.rewrapped + result.elsewhere);
    }
  }
  progress.end();
  await records.purge();
  return { active: await keys.provider.activeKeyId(), rewrapped, broken, left: await countOthers(workbench) };
}

async function countOthers({ keys, records }: Workbench): Promise<number> {
  const active = await keys.provider.activeKeyId();
  const counts = await records.countByKeyId();
  return [...counts].reduce((sum, [id, count]) => (id === active ? sum : sum + count), 0);
}
