import type { KeyringKeySummary } from 'anthropic-admin-connector';
import { columns } from '../cli/columns.js';
import { shown } from '../cli/shown.js';

/** A key, and how many records it wraps. */
export interface KeyUse {
  readonly id: string;
  /** `missing`: records use it and the keyring does not hold it. */
  readonly state: 'active' | 'decrypts' | 'missing';
  readonly createdAt: string | undefined;
  readonly records: number;
}

/** Keys of the keyring with what they wrap, then those that only records know. */
export function keyUses(
  keys: readonly KeyringKeySummary[],
  counts: ReadonlyMap<string, number>,
): readonly KeyUse[] {
  const held = keys.map(({ id, active, createdAt }): KeyUse => ({
    id,
    state: active ? 'active' : 'decrypts',
    createdAt,
    records: counts.get(id) ?? 0,
  }));
  const missing = [...counts]
    .filter(([id]) => keys.every((key) => key.id !== id))
    .map(([id, records]): KeyUse => ({ id, state: 'missing', createdAt: undefined, records }));
  return [...held, ...missing];
}

/** The same as a table. */
export const keyTable = (uses: readonly KeyUse[]): string[] =>
  columns([
    ['KEY', 'STATE', 'RECORDS', 'MADE'],
    ...uses.map(({ id, state, createdAt, records }) => [shown(id), state, String(records), createdAt ?? '-']),
  ]);
