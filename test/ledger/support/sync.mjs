/*
 * Synchronizes the ledger of a test in a process of its own, of what was built last, so that it can be killed. Its argument is JSON:
 * the data folder, the simulator, the key and the time.
 */
import { createSecretKey } from 'node:crypto';
import { AnthropicConnector, Fingerprinter } from 'anthropic-admin-connector';
import { systemRuntime } from 'anthropic-admin-connector/kit';
import { openDatabase } from '../../../platform/dist/database/database.js';
import { LedgerStore } from '../../../platform/dist/ledger/ledger-store.js';
import { LedgerSync } from '../../../platform/dist/ledger/ledger-sync.js';
import { RowSeal } from '../../../platform/dist/security/seal.js';
import { VAULT_DOMAIN } from '../../../platform/dist/security/vault-domain.js';

const { location, baseUrl, apiKey, now, ref, settings } = JSON.parse(process.argv[2]);
const runtime = { ...systemRuntime, now: () => now };
const connector = new AnthropicConnector({ baseUrl, requestsPerMinute: 100_000, runtime });
await connector.connections.save({ ...ref, apiKey, actor: 'test' });
const database = await openDatabase(location);
const store = new LedgerStore(database);
const results = [];
const sync = new LedgerSync({
  database,
  store,
  seal: RowSeal.from(new Fingerprinter(createSecretKey(Buffer.alloc(32, 9)), VAULT_DOMAIN), 'test'),
  settings,
  connectorOf: () => connector,
  isEnabled: async () => true,
  holdsLease: async () => true,
  runtime,
  onEnd: (result) => results.push(result),
  report: (error) => process.stderr.write(`${error}\n`),
});
process.stdout.write('begins\n');
await sync.run(await store.find(ref), new AbortController().signal);
process.stdout.write(`${results}\n`);
await connector.close();
await database.close();
