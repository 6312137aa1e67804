import type { Database } from '../../database/database.js';
import { databaseTime } from '../../database/database-clock.js';
import { ledgerCounts } from '../../database/ledger-counts.js';
import { counted } from '../cli/text.js';
import type { Finding } from './finding.js';

const HOUR_MS = 3_600_000;

/** Tells of the spend ledgers: how many there are, how old they are, and how many rows they have. */
export async function ledgerFindings({ db, engine }: Database): Promise<Finding[]> {
  const counts = await ledgerCounts(db);
  const { on, failing, versions, oldestSync, gone } = counts;
  if (on + gone === 0) return [];
  const age =
    oldestSync === undefined
      ? ''
      : `, the oldest sync ${counted(Math.floor(((await databaseTime(db, engine)) - oldestSync) / HOUR_MS), 'hour')} ago`;
  const removed = gone === 0 ? '' : `; ${counted(gone, 'ledger')} being removed`;
  return [
    {
      level: failing === 0 ? 'ok' : 'note',
      about: 'ledger',
      message: `${counted(on, 'ledger')}, ${counted(versions, 'version')} of cells${age}${removed}${
        failing === 0 ? '' : `; ${failing} failing. Run: npm run -s admin -- ledger list`
      }`,
      json: { ...counts },
    },
  ];
}
