import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import {
  CredentialVault,
  activateKeyringKey,
  addKeyringKey,
  createKeyringFile,
  listKeyringKeys,
  loadKeyring,
  retireKeyringKey,
  type CredentialKeys,
} from '../../../src/kit/vault/index.js';
import { BINDING, CANARY, DOMAIN, codeOf, errorOf, newFolder, secretOf } from './support.js';

const NOW = new Date('2026-03-01T10:00:00Z');
const folder = newFolder();
let count = 0;

const newPath = (): string => join(folder, `keys-${(count += 1)}.json`);
const load = (path: string, production = true): Promise<CredentialKeys> =>
  loadKeyring({ CREDENTIAL_KEYS_FILE: path }, { production, domain: DOMAIN });
const messageOf = async (work: () => unknown): Promise<string> => (await errorOf(work)).message;

async function newKeyring(): Promise<string> {
  const path = newPath();
  await createKeyringFile(path, 'k1', NOW);
  return path;
}

test('makes a file for its owner alone, with one active key', async () => {
  const path = await newKeyring();

  expect(statSync(path).mode & 0o777).toBe(0o600);
  expect(await listKeyringKeys(path)).toEqual([{ id: 'k1', active: true, createdAt: NOW.toISOString() }]);
  expect((await load(path)).source).toBe('file');
});

test('never replaces a file that is there', async () => {
  const path = await newKeyring();
  const text = readFileSync(path, 'utf8');

  expect(await messageOf(() => createKeyringFile(path, 'k2'))).toBe(
    `${path} already exists. Add a key to it, or name another file.`,
  );
  expect(readFileSync(path, 'utf8')).toBe(text);
});

test('rotates: a key is added, activated and the old one retired, with the mode kept', async () => {
  const path = await newKeyring();

  await addKeyringKey(path, 'k2', NOW);
  expect(await listKeyringKeys(path)).toMatchObject([
    { id: 'k1', active: true },
    { id: 'k2', active: false },
  ]);
  await activateKeyringKey(path, 'k2');
  await retireKeyringKey(path, 'k1');

  expect(await listKeyringKeys(path)).toEqual([{ id: 'k2', active: true, createdAt: NOW.toISOString() }]);
  expect(statSync(path).mode & 0o777).toBe(0o600);
  expect(readdirSync(folder).filter((name) => !/^keys-\d+\.json$/.test(name))).toEqual([]);
});

test('keeps fingerprints over a rotation', async () => {
  const path = await newKeyring();
  const before = (await load(path)).fingerprinter.fingerprint(secretOf(), 'a');

  await addKeyringKey(path, 'k2');
  await activateKeyringKey(path, 'k2');

  expect((await load(path)).fingerprinter.fingerprint(secretOf(), 'a')).toEqual(before);
});

test('is followed by a process that has loaded it', async () => {
  const path = await newKeyring();
  const running = new CredentialVault((await load(path)).provider, DOMAIN);
  const old = await running.seal(secretOf(), BINDING);

  await addKeyringKey(path, 'k2');
  await activateKeyringKey(path, 'k2');
  const [fresh, rewrapped] = [await running.seal(secretOf(), BINDING), await running.rewrap(old, BINDING)];
  await retireKeyringKey(path, 'k1');
  await running.seal(secretOf(), BINDING);

  expect([fresh.keyId, rewrapped.keyId]).toEqual(['k2', 'k2']);
  expect((await running.open(rewrapped, BINDING)).reveal()).toBe(CANARY);
  expect(await codeOf(running.open(old, BINDING))).toBe('unknown_key');
});

test('lets a process that has loaded it open what another has sealed under a newer key', async () => {
  const path = await newKeyring();
  const running = new CredentialVault((await load(path)).provider, DOMAIN);
  await running.seal(secretOf(), BINDING);

  await addKeyringKey(path, 'k2');
  await activateKeyringKey(path, 'k2');
  const sealed = await new CredentialVault((await load(path)).provider, DOMAIN).seal(secretOf(), BINDING);

  expect((await running.open(sealed, BINDING)).reveal()).toBe(CANARY);
});

test('stops sealing and goes on opening when the file becomes readable for others', async () => {
  const path = await newKeyring();
  const running = new CredentialVault((await load(path)).provider, DOMAIN);
  const sealed = await running.seal(secretOf(), BINDING);

  chmodSync(path, 0o644);

  expect(await codeOf(running.seal(secretOf(), BINDING))).toBe('KeyringError');
  expect(await codeOf(running.open(sealed, BINDING))).toBe('opened');
});

test.each<[what: string, change: (path: string) => Promise<unknown>, message: string]>([
  ['add a key twice', (path) => addKeyringKey(path, 'k1'), 'The id of entry 2 is already in use.'],
  ['add a key with a wrong id', (path) => addKeyringKey(path, 'K 2'), 'Not a valid key id: 1 to 32'],
  [
    'add a key with the id of the demo',
    (path) => addKeyringKey(path, 'demo'),
    '"demo" is reserved for the demo.',
  ],
  [
    'activate a key that is not there',
    (path) => activateKeyringKey(path, 'k9'),
    'must be one of the keys of the keyring: k1.',
  ],
  ['retire the active key', (path) => retireKeyringKey(path, 'k1'), 'Activate another one first.'],
  [
    'retire a key that is not there',
    (path) => retireKeyringKey(path, 'k9'),
    'There is no such key. The file holds k1.',
  ],
])('refuses to %s, and leaves the file as it is', async (_what, change, message) => {
  const path = await newKeyring();
  const text = readFileSync(path, 'utf8');

  expect(await messageOf(() => change(path))).toContain(message);
  expect(readFileSync(path, 'utf8')).toBe(text);
  expect(existsSync(`${path}.lock`)).toBe(false);
});

test('loses no key when commands overlap: the later one is turned away', async () => {
  const path = await newKeyring();
  const ids = ['k2', 'k3', 'k4', 'k5', 'k6', 'k7'];

  const outcomes = await Promise.all(ids.map((id) => codeOf(addKeyringKey(path, id))));

  const added = ids.filter((_id, index) => outcomes[index] === 'opened');
  expect((await listKeyringKeys(path)).map(({ id }) => id).sort()).toEqual(['k1', ...added]);
});

test('says what to do about a lock that a killed command left behind', async () => {
  const path = await newKeyring();
  writeFileSync(`${path}.lock`, '');

  expect(await messageOf(() => addKeyringKey(path, 'k2'))).toBe(
    `${path}.lock exists: another command is changing the keyring. If none is running, one was killed: remove that file and try again.`,
  );
});

test.each([0o600, 0o400])('reads a file with the mode %o', async (mode) => {
  const path = await newKeyring();
  chmodSync(path, mode);

  expect(await codeOf(load(path))).toBe('opened');
});

test.each([0o640, 0o604, 0o660, 0o666, 0o644, 0o610, 0o601, 0o777])(
  'refuses a file with the mode %o',
  async (mode) => {
    const path = await newKeyring();
    chmodSync(path, mode);

    expect(await messageOf(() => load(path, false))).toBe(
      `CREDENTIAL_KEYS_FILE: ${path} has the mode 0${mode.toString(8)}: other users can read it. Run: chmod 600 ${path}`,
    );
  },
);

test('refuses a folder', async () => {
  const path = newPath();
  mkdirSync(path, { mode: 0o700 });

  expect(await messageOf(() => load(path))).toBe(
    `CREDENTIAL_KEYS_FILE: ${path} is not a regular file. Name a keyring file with the mode 0600.`,
  );
});

test('refuses a symbolic link', async () => {
  const path = newPath();
  symlinkSync(await newKeyring(), path);

  expect(await messageOf(() => load(path))).toBe(
    `CREDENTIAL_KEYS_FILE: ${path} is a symbolic link; name the file itself.`,
  );
});

test('refuses a pipe without waiting for its other end', async () => {
  const path = newPath();
  execFileSync('mkfifo', ['-m', '600', path]);

  expect(await messageOf(() => load(path))).toBe(
    `CREDENTIAL_KEYS_FILE: ${path} is not a regular file. Name a keyring file with the mode 0600.`,
  );
});

test('refuses a file of another user', async () => {
  const path = await newKeyring();
  const owner = process.geteuid?.() ?? 0;
  const asked = jest.spyOn(process, 'geteuid').mockReturnValue(owner + 1);

  const message = await messageOf(() => load(path));
  asked.mockRestore();

  expect(message).toBe(
    `CREDENTIAL_KEYS_FILE: ${path} is owned by user ${owner}, not by ${owner + 1}, who runs this process. Run: chown ${owner + 1} ${path}`,
  );
});

test('refuses a file too large to be a keyring', async () => {
  const path = newPath();
  writeFileSync(path, Buffer.alloc(1024 * 1024 + 1), { mode: 0o600 });

  expect(await messageOf(() => load(path))).toContain('is too large to be a keyring');
});
