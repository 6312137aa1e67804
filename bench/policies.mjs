/* What a call costs with 20 policies in force, beside one without: npm run bench:policies */
import { parseArgs } from 'node:util';
import { AnthropicConnector } from 'anthropic-admin-connector';
import { createSimulator, DEMO_ADMIN_KEY } from 'anthropic-admin-simulator';
import { median, rounded } from './figures.mjs';
import { PolicyCatalogue } from '../platform/dist/policies/cedar/catalogue.js';
import { CedarEngine } from '../platform/dist/policies/cedar/cedar-engine.js';
import { PolicyPort } from '../platform/dist/policies/policy-port.js';
import { Judges } from '../platform/dist/policies/rules/judges.js';
import { ruleSetOf } from '../platform/dist/policies/rules/check.js';

const { values } = parseArgs({
  options: { rounds: { type: 'string', default: '9' }, calls: { type: 'string', default: '1000' } },
});
const [rounds, calls] = [values.rounds, values.calls].map(Number);

/** What a call with 20 policies may cost, beside one without. */
const MOST = 1.3;

/* 19 that go by the scope, the hour, the source or the input, and one that permits the rest. */
const TEXT = [
  ...Array.from(
    { length: 15 },
    (_, nth) =>
      `@id("p${nth}") forbid (principal in Role::"r${nth}", action, resource) when { context.effect == "destructive" } unless { context.approved };`,
  ),
  'forbid (principal is Agent, action in Action::"pack:keys", resource) unless { context.effect == "read" };',
  'forbid (principal, action, resource) when { context.hour > 23 };',
  'forbid (principal, action, resource) when { context has source && context.source.isMulticast() };',
  'forbid (principal, action, resource) when { context.input has limit && context.input.limit > 900 };',
  'permit (principal, action, resource);',
].join('\n');

const simulator = await createSimulator();
const engine = new CedarEngine();
const reader = new AnthropicConnector({});
const catalogue = new PolicyCatalogue({ all: [reader], has: () => true, get: () => reader });
const set = { version: 1, set: ruleSetOf(engine, TEXT, 'UTC'), seen: new Map() };
const policy = new PolicyPort(
  { read: async () => ({ on: set, exempt: new Map() }) },
  new Judges(engine, catalogue),
  { pass: async (_, { reason }) => ({ effect: 'approval', reason }) },
);

const connectorOf = async (options) => {
  const connector = new AnthropicConnector({
    baseUrl: simulator.url,
    requestsPerMinute: 1_000_000,
    ...options,
  });
  await connector.connections.save({
    tenantId: 'acme',
    name: 'default',
    apiKey: DEMO_ADMIN_KEY,
    actor: 'bench',
  });
  return connector;
};

const principal = { tenantId: 'acme', actor: { id: 'ada' }, roles: ['admin'], permissions: [], scopes: [] };
const context = {
  tenantId: 'acme',
  actor: { id: 'ada', type: 'user' },
  caller: { principal, door: 'rest', source: '10.0.0.1' },
};

async function microseconds(connector, how) {
  const begun = performance.now();
  for (let nth = 0; nth < how; nth += 1) {
    const outcome = await connector.invoke('users_list', { limit: 1 + (nth % 20) }, context);
    if (!outcome.ok) throw new Error(outcome.error.message);
  }
  return ((performance.now() - begun) / how) * 1_000;
}

const [without, with20] = [await connectorOf({}), await connectorOf({ policy })];
const figures = { without: [], with: [] };
for (const connector of [without, with20]) await microseconds(connector, calls);
for (let round = 0; round < rounds; round += 1) {
  figures.without.push(await microseconds(without, calls));
  figures.with.push(await microseconds(with20, calls));
}
const [plain, decided] = [median(figures.without), median(figures.with)];
process.stdout.write(
  `invoke without policies ${rounded(plain)} µs, with 20 policies ${rounded(decided)} µs: ${(decided / plain).toFixed(2)} times\n`,
);
await Promise.all([without, with20, reader].map((connector) => connector.close()));
await simulator.close();
if (decided / plain > MOST) {
  process.stderr.write(`More than ${MOST} times.\n`);
  process.exitCode = 1;
}
