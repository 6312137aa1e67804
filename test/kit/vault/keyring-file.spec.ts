import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  copyFileSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
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

/** The user who runs the process, and root where a test can give it a file. */
const USER = process.geteuid?.() || 65_534;
const OWNERS = process.geteuid?.() === 0 ? [USER, 0] : [USER];

/** A keyring file of an owner, read by a process of `USER`. */
async function loadAs(owner: number, mode: number): Promise<string> {
  const path = await newKeyring();
  chmodSync(path, mode);
  if (OWNERS.length > 1) chownSync(path, owner, USER);
  const asked = jest.spyOn(process, 'geteuid').mockReturnValue(USER);
  try {
    return await load(path, false).then(
      () => 'loaded',
      (error: Error) => error.message.replaceAll(path, 'FILE'),
    );
  } finally {
    asked.mockRestore();
  }
}

test.each([0o600, 0o400])('reads a file of the user with the mode %o', async (mode) => {
  expect(await loadAs(USER, mode)).toBe('loaded');
});

test.each([0o640, 0o440, 0o604, 0o660, 0o666, 0o644, 0o610, 0o601, 0o777])(
  'refuses a file of the user with the mode %o',
  async (mode) => {
    expect(await loadAs(USER, mode)).toBe(
      `CREDENTIAL_KEYS_FILE: FILE has the mode 0${mode.toString(8)}: other users can read it. Run: chmod 600 FILE`,
    );
  },
);

test('reads a file of root that its group may read, as Kubernetes and systemd mount it, and none that others may', async () => {
  const rows = [0o600, 0o400, 0o640, 0o440, 0o644, 0o444, 0o660, 0o604, 0o460] as const;
  const read = await Promise.all(
    OWNERS.filter((owner) => owner === 0).map(async () => {
      const found: Record<string, string> = {};
      for (const mode of rows) found[mode.toString(8)] = await loadAs(0, mode);
      return found;
    }),
  );
  const refused = (mode: string): string =>
    `CREDENTIAL_KEYS_FILE: FILE has the mode 0${mode}: users other than root and its group can read it, or its group can change it. Give it the mode 0440 or 0400 where it is made or mounted, such as defaultMode: 0440.`;

  expect(OWNERS).toContain(USER);
  expect(read).toEqual(
    read.map(() => ({
      ...Object.fromEntries(['600', '400', '640', '440'].map((mode) => [mode, 'loaded'])),
      ...Object.fromEntries(['644', '444', '660', '604', '460'].map((mode) => [mode, refused(mode)])),
    })),
  );
});

test('refuses a folder', async () => {
  const path = newPath();
  mkdirSync(path, { mode: 0o700 });

  expect(await messageOf(() => load(path))).toBe(
    `CREDENTIAL_KEYS_FILE: ${path} is not a regular file. Name a keyring file with the mode 0600.`,
  );
});

/** A folder as Kubernetes mounts a secret: the name links to `..data`, which links to the folder of the present version. */
async function mountedSecret(): Promise<{ path: string; swap: (keyring: string) => void }> {
  const mount = newPath().replace('.json', '-mount');
  mkdirSync(mount, { mode: 0o700 });
  let version = 0;
  const swap = (keyring: string): void => {
    const name = `..2026_${(version += 1)}`;
    mkdirSync(join(mount, name));
    copyFileSync(keyring, join(mount, name, 'keyring.json'));
    symlinkSync(name, join(mount, '..data_tmp'));
    renameSync(join(mount, '..data_tmp'), join(mount, '..data'));
  };
  swap(await newKeyring());
  symlinkSync(join('..data', 'keyring.json'), join(mount, 'keyring.json'));
  return { path: join(mount, 'keyring.json'), swap };
}

test('reads a keyring through the links of a mounted secret, and follows a new version of it', async () => {
  const { path, swap } = await mountedSecret();
  const running = new CredentialVault((await load(path)).provider, DOMAIN);
  const old = await running.seal(secretOf(), BINDING);
  const next = newPath();
  copyFileSync(path, next);
  await addKeyringKey(next, 'k2');
  await activateKeyringKey(next, 'k2');

  swap(next);

  expect([old.keyId, (await running.seal(secretOf(), BINDING)).keyId]).toEqual(['k1', 'k2']);
});

test('changes no file through a link: its other readers would not see it', async () => {
  const { path } = await mountedSecret();

  expect(await messageOf(() => addKeyringKey(path, 'k2'))).toBe(
    `${path} is a symbolic link, as mounts of secrets are: it can be read here, and not changed. Change the file where the secret is kept.`,
  );
  expect(lstatSync(path).isSymbolicLink()).toBe(true);
});

test('keeps the mode and the group of a file that it changes', async () => {
  const path = await newKeyring();
  const owner = process.geteuid?.() ?? 0;
  const mode = owner === 0 ? 0o440 : 0o400;
  if (owner === 0) chownSync(path, 0, 65_534);
  chmodSync(path, mode);
  const { uid, gid } = statSync(path);

  await addKeyringKey(path, 'k2');

  const after = statSync(path);
  expect([after.uid, after.gid, after.mode & 0o777]).toEqual([uid, gid, mode]);
});

/** What a change of the file does as a user who is not root, where a test can become one. */
async function addAsUser(path: string): Promise<string> {
  if (AS_ROOT) {
    chmodSync(folder, 0o777);
    process.seteuid?.(USER);
  }
  try {
    return await addKeyringKey(path, 'k2').then(
      () => 'added',
      (error: Error) => error.message,
    );
  } finally {
    if (AS_ROOT) {
      process.seteuid?.(0);
      chmodSync(folder, 0o700);
    }
  }
}

const AS_ROOT = process.geteuid?.() === 0;
/** A group that neither root nor the user is in. */
const FOREIGN_GROUP = 65_533;

test('changes a file of the user that root has made, whose group is not theirs', async () => {
  const path = await newKeyring();
  if (AS_ROOT) chownSync(path, USER, FOREIGN_GROUP);

  expect(await addAsUser(path)).toBe('added');
  expect([statSync(path).uid, statSync(path).mode & 0o777]).toEqual([USER, 0o600]);
});

test.each([
  [
    'is not there',
    (at: string) => `${at}-missing`,
    (at: string) => `There is no folder ${at}. Make it first, for the user who runs the platform alone.`,
  ],
  [
    'is a file',
    (at: string) => at,
    (at: string) =>
      `${at}/keyring.json cannot be made: the folder ${at} cannot be written to (ENOTDIR). Run it as a user who may.`,
  ],
])('says so where the folder of a new keyring %s', async (_, folderOf, message) => {
  const at = folderOf(await newKeyring());

  expect(await messageOf(() => createKeyringFile(join(at, 'keyring.json'), 'k1'))).toBe(message(at));
});

test('refuses to go on with another keyring in the place of the one that was loaded', async () => {
  const path = await newKeyring();
  const running = new CredentialVault((await load(path)).provider, DOMAIN);
  await running.seal(secretOf(), BINDING);

  copyFileSync(await newKeyring(), path);

  expect(await messageOf(() => running.seal(secretOf(), BINDING))).toBe(
    `${path} is another keyring than at the start: its fingerprint key is another one. Put the former file back.`,
  );
});

test('refuses a pipe without waiting for its other end', async () => {
  const path = newPath();
  execFileSync('mkfifo', ['-m', '600', path]);

  expect(await messageOf(() => load(path))).toBe(
    `CREDENTIAL_KEYS_FILE: ${path} is not a regular file. Name a keyring file with the mode 0600.`,
  );
});

test('refuses a file of another user, and does not advise to take it from them', async () => {
  const path = await newKeyring();
  const owner = process.geteuid?.() || 65_534;
  if (process.geteuid?.() === 0) chownSync(path, owner, owner);
  const messages: string[] = [];
  for (const user of [owner + 1, 0]) {
    const asked = jest.spyOn(process, 'geteuid').mockReturnValue(user);
    messages.push(await messageOf(() => load(path)));
    asked.mockRestore();
  }

  expect(messages).toEqual(
    [owner + 1, 0].map(
      (user) =>
        `CREDENTIAL_KEYS_FILE: ${path} is owned by user ${owner}, and this process runs as user ${user}. Run it as user ${owner}, or name a file of user ${user}${user === 0 ? '' : ' or of root'}.`,
    ),
  );
});

test('refuses a file too large to be a keyring', async () => {
  const path = newPath();
  writeFileSync(path, Buffer.alloc(1024 * 1024 + 1), { mode: 0o600 });

  expect(await messageOf(() => load(path))).toContain('is too large to be a keyring');
});
