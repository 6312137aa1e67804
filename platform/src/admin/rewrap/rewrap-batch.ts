import type { SealedCredential } from 'anthropic-admin-connector';
import { CredentialRecords, type CredentialRecord } from '../../stores/connections/credential-records.js';
import { brokenRecord, type BrokenRecord } from '../broken-record.js';
import type { Workbench } from '../workbench.js';

/** How a batch went. */
export interface BatchResult {
  readonly rewrapped: number;
  /** Changed by somebody else since they were read. */
  readonly elsewhere: number;
  readonly broken: readonly BrokenRecord[];
}

interface Rewrapped {
  readonly record: CredentialRecord;
  readonly sealed: SealedCredential;
}

/** Rewraps some records and writes all of them at once, or none; each only where it is still as it was read. */
export async function rewrapBatch(
  workbench: Workbench,
  batch: readonly CredentialRecord[],
): Promise<BatchResult> {
  const tried = await Promise.all(batch.map((record) => tryToRewrap(workbench, record)));
  const ready = tried.filter((each): each is Rewrapped => 'sealed' in each);
  const broken = tried.filter((each): each is BrokenRecord => !('sealed' in each));
  const rewrapped = ready.length === 0 ? 0 : await write(workbench, ready);
  return { rewrapped, elsewhere: ready.length - rewrapped, broken };
}

async function tryToRewrap(
  { vault }: Workbench,
  record: CredentialRecord,
): Promise<Rewrapped | BrokenRecord> {
  try {
    return { record, sealed: await vault.rewrap(record.sealed, record.binding) };
  } catch (error) {
    return brokenRecord(record, error);
  }
}

/** One transaction and so one wait for the disk; records come in the order of their ids, so that two never deadlock. */
function write({ database, belonging }: Workbench, ready: readonly Rewrapped[]): Promise<number> {
  return database.db.transaction().execute(async (db) => {
    const records = new CredentialRecords({ ...database, db }, belonging);
    let written = 0;
    for (const { record, sealed } of ready) {
      if (await records.replaceWrapping(record, sealed)) written += 1;
    }
    return written;
  });
}
