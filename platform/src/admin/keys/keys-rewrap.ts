import { Option } from 'commander';
import { withAdminContext } from '../admin-context.js';
import { brokenLines } from '../broken-records.js';
import type { AdminCommand, Report } from '../cli/admin-command.js';
import { wholeOption } from '../cli/program.js';
import { counted } from '../cli/text.js';
import { rewrapAll, type RewrapResult } from './rewrap.js';

const BATCH = { standard: 100, max: 1000 };

/** `keys rewrap` */
export const keysRewrap: AdminCommand = {
  name: 'keys rewrap',
  summary: 'Brings all records under the active key, while the platform runs',
  help: 'Only the wrapping of a record changes; no Admin key is decrypted. The command may be killed and run again, and run twice at once: finished records stay finished, and a record that another process changes is left to it.',
  options: [
    new Option('--batch <number>', `how many records change at once, 1 to ${BATCH.max}`)
      .argParser(wholeOption('batch', BATCH.max, BATCH.standard))
      .default(BATCH.standard),
  ],
  examples: ['keys rewrap', 'keys rewrap --batch 500'],
  run: ({ options: { batch }, env, progress }) =>
    withAdminContext(env, async (context) => rewrapReport(await rewrapAll(context, Number(batch), progress))),
};

/** Reports the result of a rewrap. */
export function rewrapReport({ active, rewrapped, broken, left, purged }: RewrapResult): Report {
  const behind = left - broken.length;
  return {
    ok: left === 0,
    lines: [
      `Rewrapped ${counted(rewrapped, 'record')} under the key ${active}.`,
      ...(left === 0 ? ['No record is under another key.'] : []),
      ...(behind > 0
        ? [
            `${counted(behind, 'record')} came under other keys meanwhile. Find the process that still wraps with one of them, then run this again.`,
          ]
        : []),
      ...brokenLines(broken),
      ...(purged
        ? []
        : [
            'The write-ahead log (platform.db-wal) still has replaced wrappings, because another process reads the database all the time. Run this again before the former key is retired.',
          ]),
    ],
    json: { active, rewrapped, left, broken, purged },
  };
}
