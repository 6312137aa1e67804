import type { BrokenRecord } from './broken-record.js';
import { counted, shown, shownConnection } from './cli/shown.js';

const NAMED = 100;

/** Names the records that do not open. */
export function brokenLines(broken: readonly BrokenRecord[]): string[] {
  if (broken.length === 0) return [];
  const more = broken.length - NAMED;
  return [
    `${counted(broken.length, 'record')} cannot be opened:`,
    ...broken
      .slice(0, NAMED)
      .map((record) => `  ${shownConnection(record)} (key ${shown(record.keyId)}): ${record.message}`),
    ...(more > 0 ? [`  and ${more.toLocaleString('en')} more`] : []),
  ];
}
