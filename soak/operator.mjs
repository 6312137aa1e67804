/* An operator in a separate process: rewraps every record with the other key, and back, until it is killed. */
import { setTimeout as pause } from 'node:timers/promises';
import { activateKeyringKey } from 'anthropic-admin-connector/vault';
import { openPlatformStorage } from './open-storage.mjs';
import { KEY_IDS } from './test-environment.mjs';

const BATCH = 20;
/** Leaves CPU time to the platform. */
const PAUSE_MS = 10;

const { records, vault, keys } = await openPlatformStorage(process.env);
for (;;) {
  const active = await keys.provider.activeKeyId();
  const next = KEY_IDS.find((id) => id !== active);
  await activateKeyringKey(process.env.CREDENTIAL_KEYS_FILE, next);
  await rewrapAll(next);
}

async function rewrapAll(keyId) {
  let after;
  do {
    const page = await records.page({ notKeyId: keyId, after, limit: BATCH });
    for (const record of page) {
      await records.replaceWrapping(record, await vault.rewrap(record.sealed, record.binding));
      await pause(PAUSE_MS);
    }
    after = page.at(-1)?.id;
  } while (after !== undefined);
}
