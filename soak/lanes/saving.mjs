import { DEMO_ADMIN_KEY, SECOND_ADMIN_KEY } from 'anthropic-admin-simulator';

/** Keys of two organizations: a record that mixed two revisions would show. */
export const API_KEYS = [DEMO_ADMIN_KEY, SECOND_ADMIN_KEY];

const MOST = 150;

/** Saves connections under new names, and then under names that it has had. */
export function saving({ client, ledger, dice, tenants }) {
  let saved = 0;
  return async () => {
    const tenant = dice.pick(tenants);
    await save({ client, ledger, dice }, { tenant, name: `c${saved++ % MOST}` });
  };
}

/** Replaces the keys of connections that there are; its own, so that two lanes never share one. */
export function replacing({ client, ledger, dice, tenants }, lane) {
  return () =>
    save({ client, ledger, dice }, { tenant: dice.pick(tenants), name: `r${lane}-${dice.below(8)}` });
}

async function save({ client, ledger, dice }, connection) {
  const apiKey = dice.pick(API_KEYS);
  ledger.saved(connection, apiKey, await client.save(connection, apiKey));
}
