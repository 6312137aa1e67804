import { SealedSets } from '../../platform/src/auth/sealed-set.js';
import { openDatabase } from '../../platform/src/database/database.js';
import { PolicyStore } from '../../platform/src/policies/stored/policy-store.js';
import { adoptionBy } from '../../platform/src/stores/adopt-records.js';
import { CANARY, connection, ROW_SEAL, storeOf } from '../database/support/connections.js';
import { earlierDatabase, ENGINES, testDatabase } from '../database/support/test-database.js';
import { afterTest } from '../support/cleanup.js';

test.each(ENGINES)('on %s, tenants of before are only watched, and new ones are governed', async (engine) => {
  const database = await testDatabase(engine);
  await storeOf(database).put(connection(), CANARY, 0);
  const location = await earlierDatabase('024-service-tokens', database, ['connections']);

  const upgraded = await openDatabase(location, undefined, adoptionBy(ROW_SEAL));
  afterTest(() => upgraded.close());

  const { policies } = new SealedSets(upgraded, ROW_SEAL);
  const store = new PolicyStore(upgraded, ROW_SEAL, policies, 'on');
  expect(await store.state('acme')).toEqual({ on: null, watch: 0, exempt: [] });
  expect(await store.state('newcomer')).toEqual({ on: 0, watch: null, exempt: [] });
});
