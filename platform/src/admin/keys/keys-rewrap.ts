import type { AdminCommand, Report } from '../cli/admin-command.js';
import { wholeOption } from '../cli/whole-option.js';
import { rewrapAll, type RewrapResult } from './rewrap.js';
import { withAdminContext } from '../admin-context.js';
import { brokenLines } from '../broken-records.js';
import { counted } from '../cli/text.js';

const BATCH = { standard: 100, max: 1000 };

/** `keys rewrap` */
export const keysRewrap: AdminCommand = {
  name: 'keys rewrap',
  summary: 'Brings all records under the active key, while the platform runs',
  help: `Only the wrapping of a record changes; no Admin key is decrypted. It may be killed and run again, and run twice at once:
what is done stays done, and what somebody else changes meanwhile is left to them.`,
  options: {
    batch: {
      type: 'string',
      value: '<number>',
      help: `how many records change at once, 1 to ${BATCH.max} (${BATCH.standard})`,
    },
  },
  run: ({ options, env, progress }) => {
    const batch = wholeOption('batch', options['batch'], BATCH);
    return withAdminContext(env, async (context) => rewrapReport(await rewrapAll(context, batch, progress)));
  },
};

/** Says how a rewrap went. */
export function rewrapReport({ active, rewrapped, broken, left }: RewrapResult): Report {
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
    ],
    json: { active, rewrapped, left, broken },
  };
}
