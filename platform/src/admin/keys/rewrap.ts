import type { SealedCredential } from 'anthropic-admin-connector';
import { CredentialRecords, recordPages, type CredentialRecord } from '../../stores/credential-records.js';
import type { AdminContext } from '../admin-context.js';
import { brokenRecord, type BrokenRecord } from '../broken-records.js';
import type { Progress } from '../cli/progress.js';

/** The result of a rewrap. */
export interface RewrapResult {
  readonly active: string;
  readonly rewrapped: number;
  readonly broken: readonly BrokenRecord[];
  /** Records that are still under other keys, the broken ones included. */
  readonly left: number;
  /** False where the files of the database still have what was replaced. */
  readonly purged: boolean;
}

/** Bounded, because a process that still wraps with another key would keep this running. */
const MAX_PASSES = 10;

/**
 * Brings all records under the active key. It stores no position: the remaining records are those not under that key,
 * so it can be interrupted at any point and run again.
 */
export async function rewrapAll(
  context: AdminContext,
  batch: number,
  progress: Progress,
): Promise<RewrapResult> {
  const { keys, records } = context;
  progress.begin(await countOthers(context), 'records');
  let rewrapped = 0;
  let broken: readonly BrokenRecord[] = [];
  for (let pass = 1, changed = 1; changed > 0 && pass <= MAX_PASSES; pass += 1) {
    changed = 0;
    broken = [];
    for await (const page of recordPages(records, batch, () => keys.provider.activeKeyId())) {
      const result = await rewrapBatch(context, page);
      rewrapped += result.rewrapped;
      broken = [...broken, ...result.broken];
      changed += result.rewrapped + result.elsewhere;
      progress.advance(result.rewrapped + result.elsewhere);
    }
  }
  progress.end();
  const purged = await records.purge();
  const active = await keys.provider.activeKeyId();
  return { active, rewrapped, broken, left: await countOthers(context), purged };
}

async function countOthers({ keys, records }: AdminContext): Promise<number> {
  const active = await keys.provider.activeKeyId();
  const counts = await records.countByKeyId();
  return [...counts].reduce((sum, [id, count]) => (id === active ? sum : sum + count), 0);
}

/** The result of a batch. */
export interface BatchResult {
  readonly rewrapped: number;
  /** Changed by another process since they were read. */
  readonly elsewhere: number;
  readonly broken: readonly BrokenRecord[];
}

interface Rewrapped {
  readonly record: CredentialRecord;
  readonly sealed: SealedCredential;
}

/** Rewraps some records and writes all of them at once, or none; each only if it is unchanged since it was read. */
export async function rewrapBatch(
  context: AdminContext,
  batch: readonly CredentialRecord[],
): Promise<BatchResult> {
  const tried = await Promise.all(batch.map((record) => tryToRewrap(context, record)));
  const ready = tried.filter((each): each is Rewrapped => 'sealed' in each);
  const broken = tried.filter((each): each is BrokenRecord => !('sealed' in each));
  const rewrapped = ready.length === 0 ? 0 : await write(context, ready);
  return { rewrapped, elsewhere: ready.length - rewrapped, broken };
}

async function tryToRewrap(
  { vault }: AdminContext,
  record: CredentialRecord,
): Promise<Rewrapped | BrokenRecord> {
  try {
    return { record, sealed: await vault.rewrap(record.sealed, record.binding) };
  } catch (error) {
    return brokenRecord(record, error);
  }
}

/** One transaction, so one wait for the disk; records are in the order of their ids, so two runs never deadlock. */
function write({ database, scope }: AdminContext, ready: readonly Rewrapped[]): Promise<number> {
  return database.db.transaction().execute(async (db) => {
    const records = new CredentialRecords({ engine: database.engine, db }, scope);
    let written = 0;
    for (const { record, sealed } of ready) {
      if (await records.replaceWrapping(record, sealed)) written += 1;
    }
    return written;
  });
}
