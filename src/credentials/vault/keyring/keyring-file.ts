import { DEMO_KEY_ID, KEY_ID_WORDS, isKeyId } from './key-id.js';
import { freshKey } from './key-material.js';
import {
  checkDocument,
  freshDocument,
  parseDocument,
  printDocument,
  type KeyringDocument,
} from './keyring-document.js';
import { KeyringError, within } from './keyring-error.js';
import { readPrivateFile } from './read-private-file.js';
import { changePrivateFile, createPrivateFile } from './write-private-file.js';

/** A key of a keyring file as it may be shown: without its bytes. */
export interface KeyringKeySummary {
  readonly id: string;
  readonly active: boolean;
  /** RFC 3339, where the file tells. */
  readonly createdAt?: string;
}

/**
 * Makes a keyring file with a fresh key, which is active, and a fresh fingerprint key.
 * @throws KeyringError where there is such a file, since what it holds must not be lost.
 */
export async function createKeyringFile(path: string, id: string, now = new Date()): Promise<void> {
  const created = await createPrivateFile(path, printDocument(freshDocument(checkedId(id), now)));
  if (!created) throw new KeyringError(`${path} is there already. Add a key to it, or name another file.`);
}

/**
 * Reads a keyring file.
 * @throws KeyringError that begins with the path, and says what is wrong and what is right.
 */
export async function readKeyringFile(path: string): Promise<KeyringDocument> {
  const text = await readPrivateFile(path);
  return within(path, () => parseDocument(text));
}

/**
 * The keys of a keyring file, without their bytes.
 * @throws KeyringError
 */
export async function listKeyringKeys(path: string): Promise<readonly KeyringKeySummary[]> {
  const { active, keys } = await readKeyringFile(path);
  return keys.map(({ id, createdAt }) => ({ id, active: id === active, ...(createdAt && { createdAt }) }));
}

/**
 * Adds a fresh key, which unwraps and does not wrap until it is activated.
 * @throws KeyringError where the id is taken or is none.
 */
export const addKeyringKey = (path: string, id: string, now = new Date()): Promise<void> =>
  change(path, (document) => ({
    ...document,
    keys: [...document.keys, { id: checkedId(id), key: freshKey(), createdAt: now.toISOString() }],
  }));

/**
 * Lets a key of the file wrap from now on.
 * @throws KeyringError where there is no such key.
 */
export const activateKeyringKey = (path: string, id: string): Promise<void> =>
  change(path, (document) => ({ ...document, active: id }));

/**
 * Destroys a key. What is still wrapped under it is lost: ask the database first.
 * @throws KeyringError where the key is active, or not there.
 */
export const retireKeyringKey = (path: string, id: string): Promise<void> =>
  change(path, (document) => {
    if (document.active === id) {
      throw new KeyringError('The active key cannot be retired. Activate another one first.');
    }
    const keys = document.keys.filter((key) => key.id !== id);
    if (keys.length === document.keys.length)
      throw new KeyringError(`There is no such key. ${there(document)}`);
    return { ...document, keys };
  });

const change = (path: string, edit: (document: KeyringDocument) => KeyringDocument): Promise<void> =>
  changePrivateFile(path, (text) =>
    within(path, () => {
      const document = edit(parseDocument(text));
      checkDocument(document);
      return printDocument(document);
    }),
  );

function checkedId(id: string): string {
  if (isKeyId(id) && id !== DEMO_KEY_ID) return id;
  throw new KeyringError(
    `That is no id for a key. A right one has ${KEY_ID_WORDS}; "${DEMO_KEY_ID}" is the demo's own.`,
  );
}

const there = ({ keys }: KeyringDocument): string => `The file holds ${keys.map(({ id }) => id).join(', ')}.`;
