import { access, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { CredentialKeys } from './credential-keys.js';
import { DEMO_KEY_ID } from './key-id.js';
import { freshDocument, printDocument } from './keyring-document.js';
import { keysFromFile } from './keys-from-file.js';
import { createPrivateFile } from './write-private-file.js';

/** The keyring file that the demo makes in its data folder. */
export const DEMO_KEYRING_FILE = 'demo-keyring.json';

/**
 * The keys of the demo, made on the first call in a folder; processes that start at once agree on one keyring.
 * Production refuses them.
 * @throws KeyringError where a file of an earlier call has become unsafe or damaged.
 */
export async function createDemoKeyring(folder: string): Promise<CredentialKeys> {
  const path = join(folder, DEMO_KEYRING_FILE);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  if (!(await exists(path))) {
    await createPrivateFile(path, printDocument(freshDocument(DEMO_KEY_ID, new Date())));
  }
  return keysFromFile(path, false);
}

const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );
