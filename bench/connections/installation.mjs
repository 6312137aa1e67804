import { join } from 'node:path';
import { mkdir } from 'node:fs/promises';
import {
  activateKeyringKey,
  addKeyringKey,
  createKeyringFile,
  loadKeyring,
  SecretString,
} from 'anthropic-admin-connector';
import { recordFindings } from '../../platform/dist/admin/doctor/record-findings.js';
import { rewrapAll } from '../../platform/dist/admin/keys/rewrap.js';
import { adminContextOf } from '../../platform/dist/admin/admin-context.js';
import { settingsFrom } from '../../platform/dist/config/platform.config.js';
import { connectionStoreOf } from '../../platform/dist/stores/connection-store.js';
import { openDatabase } from '../../platform/dist/database/database.js';

const OF_A_TENANT = 10;
const OF_A_PAGE = 50;
const CALLS = 200;
const KEY = new SecretString('sk-ant-admin01-bench-key-that-exists-nowhere-000000000000-0000AA');
const SILENT = { begin: () => {}, advance: () => {}, end: () => {}, say: () => {} };

const below = (limit) => Math.floor(Math.random() * limit);
const nameOf = (index) => `c${String(index).padStart(5, '0')}`;
const ownerOf = (tenantId) => ({ connector: 'anthropic', tenantId });
const LARGE = ownerOf('large');
const largeOf = (index) => ({ ...LARGE, name: nameOf(index) });
const smallOf = (index) => ({
  ...ownerOf(`t${Math.floor(index / OF_A_TENANT)}`),
  name: nameOf(index % OF_A_TENANT),
});

/** Half of the connections belong to one tenant, the others to tenants with ten each. */
const nth = (index) => (index % 2 === 0 ? largeOf : smallOf)(Math.floor(index / 2));
const anyOf = (size) => nth(below(size));

/** Opens an empty installation with the keys k1 and k2, configured by environment variables. */
export async function openInstallation(place) {
  const keyring = join(place.DATA_DIR, 'keyring.json');
  await mkdir(place.DATA_DIR, { recursive: true, mode: 0o700 });
  await createKeyringFile(keyring, 'k1');
  await addKeyringKey(keyring, 'k2');
  const env = { ...place, CREDENTIAL_KEYS_FILE: keyring };
  const settings = settingsFrom(env);
  const keys = await loadKeyring(env, settings);
  const database = await openDatabase(settings);
  const home = { kind: 'file', path: keyring };
  return {
    keyring,
    store: connectionStoreOf(database, keys, settings),
    context: adminContextOf(home, keys, database, settings.environment),
  };
}

/** Saves connections. */
export async function fill({ context }, size) {
  const { database, keys, scope } = context;
  await database.db.transaction().execute(async (db) => {
    const store = connectionStoreOf({ ...database, db }, keys, scope);
    for (let index = 0; index < size; index += 1) {
      const at = '2026-11-01T00:00:00.000Z';
      const facts = {
        state: 'active',
        keyPreview: 'sk-ant-admin01-abc...00AA',
        revision: 1,
        savedBy: 'bench',
        savedAt: at,
      };
      await store.put({ ...nth(index), ...facts, checkedAt: at }, KEY, 0);
    }
  });
}

/** The measured operations; each returns the number of repetitions. */
export const OPERATIONS = {
  'list the ten of a tenant': ({ store }, size) =>
    repeat(async () => {
      const found = await store.list(smallOf(below(size / 2)));
      if (found.length !== OF_A_TENANT) throw new Error(`listed ${found.length}`);
    }),
  'list a page of fifty of a tenant that has half of all': ({ store }, size) =>
    repeat(async () => {
      const start = below(size / 2 - OF_A_PAGE + 1);
      const after = start === 0 ? undefined : nameOf(start - 1);
      const found = await store.list(LARGE, { after, limit: OF_A_PAGE });
      if (found.length !== OF_A_PAGE) throw new Error(`listed ${found.length}`);
    }),
  'open one to use it': ({ store }, size) =>
    repeat(async () => {
      const opened = await store.open(anyOf(size));
      if (!opened?.key.equals(KEY)) throw new Error('opened another key');
    }),
  'rewrap, for each record': async ({ keyring, context }, size) => {
    const active = await context.keys.provider.activeKeyId();
    await activateKeyringKey(keyring, active === 'k1' ? 'k2' : 'k1');
    const { rewrapped } = await rewrapAll(context, 100, SILENT);
    if (rewrapped !== size) throw new Error(`rewrapped ${rewrapped} of ${size}`);
    return size;
  },
  'doctor, for each record': async ({ context }, size) => {
    const [{ level }] = await recordFindings(context, SILENT);
    if (level !== 'ok') throw new Error('a record does not open');
    return size;
  },
};

async function repeat(call) {
  for (let index = 0; index < CALLS; index += 1) await call();
  return CALLS;
}
