import { brokenLines } from '../broken-lines.js';
import type { Report } from '../cli/report.js';
import { counted } from '../cli/shown.js';
import type { RewrapResult } from './rewrap-all.js';

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
