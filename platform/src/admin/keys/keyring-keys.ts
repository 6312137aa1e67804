import { listKeyringKeys, type CredentialKeys, type KeyringKeySummary } from 'anthropic-admin-connector';
import type { KeyringHome } from '../keyring-home.js';

/** The keys of the keyring, wherever it is, without their bytes. */
export async function keyringKeys(
  home: KeyringHome,
  { provider }: CredentialKeys,
): Promise<readonly KeyringKeySummary[]> {
  if (home.kind === 'file') return listKeyringKeys(home.path);
  const [ids, active] = await Promise.all([provider.keyIds(), provider.activeKeyId()]);
  return ids.map((id) => ({ id, active: id === active }));
}
