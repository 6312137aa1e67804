import { execFile } from 'node:child_process';
import { mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { transformFileSync } from '@swc/core';
import {
  CredentialVault,
  addKeyringKey,
  activateKeyringKey,
  createDemoKeyring,
  loadKeyring,
} from '../../../src/kit/vault/index.js';
import { BINDING, CANARY, DOMAIN, codeOf, newFolder, secretOf } from './support.js';

const folder = newFolder();
const FILE = 'demo-keyring.json';
const VAULT = join(import.meta.dirname, '../../../src/kit/vault');

const SWC = { swcrc: false, jsc: { target: 'es2022', parser: { syntax: 'typescript' } } } as const;

/** The vault as a child process can load it, whatever was last built. */
function compiled(): string {
  const target = join(folder, 'compiled');
  for (const name of readdirSync(VAULT, { recursive: true, encoding: 'utf8' })) {
    if (!name.endsWith('.ts')) continue;
    const path = join(target, name.replace(/\.ts$/, '.js'));
    mkdirSync(dirname(path), { recursive: true });
    const { code } = transformFileSync(join(VAULT, name), SWC);
    writeFileSync(path, code);
  }
  writeFileSync(join(target, 'package.json'), '{"type":"module"}');
  return join(target, 'keys-from-file.js');
}

test('makes a folder and a file for their owner alone', async () => {
  const data = join(folder, 'outer/data');

  const { source } = await createDemoKeyring(data, DOMAIN);

  const modes = ['', FILE].map((name) => (statSync(join(data, name)).mode & 0o777).toString(8));
  expect([source, ...modes, readdirSync(data)]).toEqual(['demo', '700', '600', [FILE]]);
});

test('keeps its key over a restart', async () => {
  const data = join(folder, 'restarted');
  const sealed = await new CredentialVault((await createDemoKeyring(data, DOMAIN)).provider, DOMAIN).seal(
    secretOf(),
    BINDING,
  );

  const vault = new CredentialVault((await createDemoKeyring(data, DOMAIN)).provider, DOMAIN);

  expect((await vault.open(sealed, BINDING)).reveal()).toBe(CANARY);
});

test('agrees on one key with seven other processes that start at once', async () => {
  const data = join(folder, 'shared');
  const script = `
    const { createDemoKeyring } = await import(process.argv[1]);
    const { fingerprinter } = await createDemoKeyring(process.argv[2], 'domain');
    const mark = fingerprinter.fingerprint({ reveal: () => 'x' }, 'tenant');
    process.stdout.write(Buffer.from(mark).toString('hex'));`;
  const module = compiled();

  const children = await Promise.all(
    Array.from({ length: 8 }, () =>
      promisify(execFile)(process.execPath, ['--input-type=module', '-e', script, module, data]),
    ),
  );

  expect(new Set(children.map(({ stdout }) => stdout)).size).toBe(1);
  expect(children[0]?.stdout).toMatch(/^[0-9a-f]{64}$/);
  expect(readdirSync(data)).toEqual([FILE]);
});

test('agrees on one key with itself when called many times at once', async () => {
  const data = join(folder, 'crowded');

  const all = await Promise.all(Array.from({ length: 32 }, () => createDemoKeyring(data, DOMAIN)));

  const marks = all.map(({ fingerprinter }) =>
    Buffer.from(fingerprinter.fingerprint(secretOf(), 'a')).toString('hex'),
  );
  expect(new Set(marks).size).toBe(1);
});

test('is what loading comes to where the environment gives no key, but not in production', async () => {
  const demoFolder = join(folder, 'loaded');

  expect(await codeOf(loadKeyring({}, { production: true, domain: DOMAIN, demoFolder }))).toBe(
    'KeyringError',
  );
  expect((await loadKeyring({}, { production: false, domain: DOMAIN, demoFolder })).source).toBe('demo');
});

test('is refused in production, even after a key was added and activated', async () => {
  const path = join(folder, 'refused', FILE);
  await createDemoKeyring(dirname(path), DOMAIN);
  await addKeyringKey(path, 'k1');
  await activateKeyringKey(path, 'k1');

  await expect(
    loadKeyring({ CREDENTIAL_KEYS_FILE: path }, { production: true, domain: DOMAIN }),
  ).rejects.toThrow(
    `CREDENTIAL_KEYS_FILE: ${path}: production refuses the keyring of the demo. Create a separate keyring and keep it apart from the database.`,
  );
  expect(
    (await loadKeyring({ CREDENTIAL_KEYS_FILE: path }, { production: false, domain: DOMAIN })).source,
  ).toBe('demo');
});

test('is refused in production without its mark, by the id of its key', async () => {
  const path = join(folder, 'unmarked', FILE);
  await createDemoKeyring(dirname(path), DOMAIN);
  writeFileSync(path, readFileSync(path, 'utf8').replace('"demo": true', '"demo": false'));

  expect(
    await codeOf(loadKeyring({ CREDENTIAL_KEYS_FILE: path }, { production: true, domain: DOMAIN })),
  ).toBe('KeyringError');
});
