import { DEMO_ADMIN_KEY, SECOND_ADMIN_KEY } from 'anthropic-admin-simulator';

/** Keys of two organizations, to detect records that mix two revisions. */
export const API_KEYS = [DEMO_ADMIN_KEY, SECOND_ADMIN_KEY];

const MOST = 150;

/** Saves connections under new names, and later under the same names again. */
export function saveClient({ client, ledger, random, tenants }) {
  let saved = 0;
  return async () => {
    const tenant = random.pick(tenants);
    await save({ client, ledger, random }, { tenant, name: `c${saved++ % MOST}` });
  };
}

/** Replaces the keys of existing connections. Each client has its own connections. */
export function replaceClient({ client, ledger, random, tenants }, clientId) {
  return () =>
    save(
      { client, ledger, random },
      { tenant: random.pick(tenants), name: `r${clientId}-${random.below(8)}` },
    );
}

async function save({ client, ledger, random }, connection) {
  const apiKey = random.pick(API_KEYS);
  ledger.saved(connection, apiKey, await client.save(connection, apiKey));
}
