import {
  listKeyringKeys,
  type KeyringKeySummary,
  type CredentialKeys,
} from 'anthropic-admin-connector/vault';
import { withAdminContext } from '../admin-context.js';
import type { AdminCommand } from '../cli/admin-command.js';
import { columns, shown } from '../cli/text.js';
import { placeOf, type KeyringHome } from '../keyring-home.js';

/** `keys list` */
export const keysList: AdminCommand = {
  name: 'keys list',
  summary: 'Lists the key-encryption keys, and how many records each wraps',
  examples: ['keys list', 'keys list --json'],
  run: ({ env }) =>
    withAdminContext(env, async ({ home, keys, records }) => {
      const uses = keyUses(await keyringKeys(home, keys), await records.countByKeyId());
      return {
        ok: true,
        lines: [...keyTable(uses), '', `The keys are in ${placeOf(home)}.`],
        json: { keyring: home, keys: uses },
      };
    }),
};

/** A key, and how many records it wraps. */
export interface KeyUse {
  readonly id: string;
  /** `missing`: records use it and the keyring does not hold it. */
  readonly state: 'active' | 'decrypts' | 'missing';
  readonly createdAt: string | undefined;
  readonly records: number;
}

/** Keys of the keyring with what they wrap, then those that only records use. */
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

/** The keys of the keyring, from the file or the variables, without their bytes. */
export async function keyringKeys(
  home: KeyringHome,
  { provider }: CredentialKeys,
): Promise<readonly KeyringKeySummary[]> {
  if (home.kind === 'file') return listKeyringKeys(home.path);
  const [ids, active] = await Promise.all([provider.keyIds(), provider.activeKeyId()]);
  return ids.map((id) => ({ id, active: id === active }));
}
