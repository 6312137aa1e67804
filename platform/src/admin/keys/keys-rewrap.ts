import type { AdminCommand } from '../cli/admin-command.js';
import { wholeOption } from '../cli/whole-option.js';
import { rewrapAll } from '../rewrap/rewrap-all.js';
import { rewrapReport } from '../rewrap/rewrap-report.js';
import { atWorkbench } from '../workbench.js';

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
    return atWorkbench(env, async (workbench) => rewrapReport(await rewrapAll(workbench, batch, progress)));
  },
};
