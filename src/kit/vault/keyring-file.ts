import { KeyringError, inPlace } from './errors.js';
import { DEMO_KEY_ID, KEY_ID_FORMAT, generateKey, isKeyId } from './key-material.js';
import {
  checkDocument,
  newDocument,
  parseDocument,
  printDocument,
  type KeyringDocument,
} from './keyring-document.js';
import { changePrivateFile, createPrivateFile, readPrivateFile } from './private-file.js';

/** A key of a keyring file without its bytes. */
export interface KeyringKeySummary {
  readonly id: string;
  readonly active: boolean;
  /** RFC 3339, where the file has it. */
  readonly createdAt?: string;
}

/**
 * Creates a keyring file with a new key, which is active, and a new fingerprint key.
 * @throws KeyringError where the file exists, since its keys must not be lost, or where the id is not valid.
 */
export async function createKeyringFile(path: string, id: string, now = new Date()): Promise<void> {
  const created = await createPrivateFile(path, printDocument(newDocument(checkedId(id), now)));
  if (!created) throw new KeyringError(`${path} already exists. Add a key to it, or name another file.`);
}

/**
 * Reads a keyring file.
 * @throws KeyringError that begins with the path and says what is wrong and what is expected.
 */
export async function readKeyringFile(path: string): Promise<KeyringDocument> {
  const text = await readPrivateFile(path);
  return inPlace(path, () => parseDocument(text));
}

/**
 * Lists the keys of a keyring file without their bytes.
 * @throws KeyringError where the file cannot be read or is not valid.
 */
export async function listKeyringKeys(path: string): Promise<readonly KeyringKeySummary[]> {
  const { active, keys } = await readKeyringFile(path);
  return keys.map(({ id, createdAt }) => ({ id, active: id === active, ...(createdAt && { createdAt }) }));
}

/**
 * Adds a new key, which unwraps but does not wrap until it is activated.
 * @throws KeyringError where the id is in use or not valid.
 */
export const addKeyringKey = (path: string, id: string, now = new Date()): Promise<void> =>
  change(path, (document) => ({
    ...document,
    keys: [...document.keys, { id: checkedId(id), key: generateKey(), createdAt: now.toISOString() }],
  }));

/**
 * Makes a key of the file the one that wraps.
 * @throws KeyringError where the file has no such key.
 */
export const activateKeyringKey = (path: string, id: string): Promise<void> =>
  change(path, (document) => ({ ...document, active: id }));

/**
 * Destroys a key. Records still wrapped under it are lost, so look for them in the database first.
 * @throws KeyringError where the key is active or missing.
 */
export const retireKeyringKey = (path: string, id: string): Promise<void> =>
  change(path, (document) => {
    if (document.active === id) {
      throw new KeyringError('The active key cannot be retired. Activate another one first.');
    }
    const keys = document.keys.filter((key) => key.id !== id);
    if (keys.length === document.keys.length) {
      const ids = keys.map((key) => key.id).join(', ');
      throw new KeyringError(`There is no such key. The file holds ${ids}.`);
    }
    return { ...document, keys };
  });

const change = (path: string, edit: (document: KeyringDocument) => KeyringDocument): Promise<void> =>
  changePrivateFile(path, (text) =>
    inPlace(path, () => {
      const document = edit(parseDocument(text));
      checkDocument(document);
      return printDocument(document);
    }),
  );

function checkedId(id: string): string {
  if (isKeyId(id) && id !== DEMO_KEY_ID) return id;
  throw new KeyringError(`Not a valid key id: ${KEY_ID_FORMAT}; "${DEMO_KEY_ID}" is reserved for the demo.`);
}
