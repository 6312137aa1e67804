/* Compares spend_summary from a ledger of a year with 50 keys with the same from the API: npm run bench:ledger */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AnthropicConnector, SPEND_LEDGER } from 'anthropic-admin-connector';
import { createSimulator, DEMO_ADMIN_KEY } from 'anthropic-admin-simulator';
import { openDatabase } from '../platform/dist/database/database.js';
import { Dictionary } from '../platform/dist/ledger/dictionary.js';
import { KeptSpend } from '../platform/dist/ledger/kept-spend.js';
import { LedgerStore } from '../platform/dist/ledger/ledger-store.js';
import { writeBucket } from '../platform/dist/ledger/write-bucket.js';
import { median, rounded } from './figures.mjs';
import { keep } from './results.mjs';

const [DAYS, KEYS, ROUNDS, DAY_MS] = [365, 50, 7, 86_400_000];
const KINDS = [
  'uncached_input_tokens',
  'cache_read_input_tokens',
  'cache_creation.ephemeral_5m_input_tokens',
  'output_tokens',
];
const MODELS = ['claude-opus-5', 'claude-sonnet-5-5'];
const REF = { connector: 'anthropic', tenantId: 'acme', name: 'default' };

/** The cells of a day: every key with two models and four kinds of tokens. */
const cellsOf = (at) =>
  Array.from({ length: KEYS }, (_, key) =>
    MODELS.flatMap((model) =>
      KINDS.map((token_type, kind) => ({
        starting_at: new Date(at).toISOString(),
        workspace_id: `wrkspc_${key % 8}`,
        api_key_id: `apikey_${key}`,
        actor: { type: 'api_actor', id: `apikey_${key}` },
        ...{ model, product: 'messages_api', cost_type: 'tokens', token_type, unit: 'tokens' },
        amount: `${key + 1}.${kind}5${(at / DAY_MS) % 10}`,
        list_amount: `${key + 1}.${kind}5${(at / DAY_MS) % 10}`,
        quantity: 1_000 * (key + 1) + kind,
      })),
    ),
  ).flat();

async function filled(database, today, organizationId) {
  const store = new LedgerStore(database);
  await store.switchOn(REF);
  const row = await store.find(REF);
  await store.begin(row, 'bench', organizationId);
  const dictionary = await Dictionary.load(database, { macOf: (_, values) => values.join() }, row);
  const started = performance.now();
  let rows = 0;
  for (let at = today - DAYS * DAY_MS; at < today; at += DAY_MS)
    rows += await writeBucket(database, dictionary, {
      ...{ ledger: row.ledger, run: 'bench', width: 24, at, cells: cellsOf(at), isKnown: false },
    });
  await store.cover(row.ledger, 'bench', {
    ...{ day_from: today - DAYS * DAY_MS, day_until: today, hour_from: today, hour_until: today },
    refreshed_at: today,
  });
  return { rows, perRowMicros: rounded((1_000 * (performance.now() - started)) / rows, 1) };
}

const folder = await mkdtemp(join(tmpdir(), 'anthropic-admin-bench-'));
const simulator = await createSimulator();
const database = await openDatabase({ dataDir: folder });
const connectors = [];
try {
  const connectorWith = async (options) => {
    const connector = new AnthropicConnector({
      baseUrl: simulator.url,
      requestsPerMinute: 100_000,
      ...options,
    });
    connectors.push(connector);
    const saved = await connector.connections.save({ ...REF, apiKey: DEMO_ADMIN_KEY, actor: 'bench' });
    return { connector, organizationId: saved.connection.organization.id };
  };
  const api = await connectorWith({});
  const today = Math.floor(Date.now() / DAY_MS) * DAY_MS;
  const { rows, perRowMicros } = await filled(database, today, api.organizationId);
  const kept = await connectorWith({ sources: { [SPEND_LEDGER]: new KeptSpend(database) } });
  const timeOf = async ({ connector }, input) => {
    const started = performance.now();
    const outcome = await connector.invoke('spend_query', input, {
      tenantId: 'acme',
      deadline: Date.now() + 600_000,
    });
    if (!outcome.ok) throw new Error(JSON.stringify(outcome.error));
    return { ms: performance.now() - started, source: outcome.data.source };
  };
  // Whole days, so nothing is asked of the API in between.
  const day = (ago) => new Date(today - ago * DAY_MS).toISOString().slice(0, 10);
  const input = { first_day: day(90), last_day: day(1), bucket: 'day', group_by: ['model'] };
  const ofLedger = [];
  const before = process.cpuUsage();
  for (let round = -1; round < ROUNDS; round += 1) {
    const { ms, source } = await timeOf(kept, input);
    if (source !== 'ledger') throw new Error(`the answer is from ${source}`);
    if (round >= 0) ofLedger.push(ms);
  }
  const { user, system } = process.cpuUsage(before);
  const { ms: ofApi } = await timeOf(api, input);
  const [ledgerMs, apiMs] = [rounded(median(ofLedger), 1), rounded(ofApi, 1)];
  // A busy machine takes longer, and no more of the processor.
  const cpuMs = rounded((user + system) / 1_000 / (ROUNDS + 1), 1);
  const table = [{ rows, perRowMicros, ledgerMs, cpuMs, apiMs, ratio: rounded(apiMs / ledgerMs, 1) }];
  console.log(
    'Ninety days by day and model (what spend_summary reads), from a year of 50 keys and from the simulator.',
  );
  console.table(table);
  await keep('ledger', { days: DAYS, keys: KEYS }, table);
} finally {
  for (const connector of connectors) await connector.close();
  await simulator.close();
  await database.close();
  await rm(folder, { recursive: true, force: true });
}
