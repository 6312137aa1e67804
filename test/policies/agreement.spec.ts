import fc from 'fast-check';
import { effectOf, type Action, type InvocationFacts } from 'anthropic-admin-connector/kit';
import type { CallerFacts, Door } from '../../platform/src/http/request-context.js';
import { explain } from '../../platform/src/policies/explain.js';
import { PolicyPort } from '../../platform/src/policies/policy-port.js';
import type { SetInForce } from '../../platform/src/policies/stored/in-force.js';
import { composed } from '../../platform/src/policies/templates/compose.js';
import { DEFAULT_POLICIES } from '../../platform/src/policies/defaults.js';
import { catalogue, connector, judges, setOf } from './support/policies.js';

const NOW = Date.parse('2026-11-30T10:00:00Z');

const SETS: readonly SetInForce[] = [
  setOf(DEFAULT_POLICIES, 0),
  setOf(
    String(
      composed([
        { template: 'agents-ask', values: { approvers: ['user:ada'], window: '8h' } },
        { template: 'destructive-by-two' },
        { template: 'office-hours' },
        { template: 'only-workspaces' },
      ]),
    ),
    1,
    'Asia/Kathmandu',
  ),
  setOf(
    `@id("roles") permit (principal in Role::"admin", action, resource);
     @id("source") permit (principal, action, resource) when { context has source && context.source.isInRange(ip("10.0.0.0/8")) };
     @id("door") forbid (principal, action, resource) when { context.door == "mcp" && context.input has role && context.input.role == "admin" } unless { context.approved };
     @id("cleared") forbid (principal, action in Action::"resource:workspaces", resource) when { context.cleared.contains("name") };
     @id("production") forbid (principal, action, resource == Connection::"production");`,
    2,
  ),
];

const ACTIONS = connector.list({ include: 'all' }).map(({ id }) => connector.describe(id)!);

const anyCall = fc.record({
  action: fc.constantFrom(...ACTIONS),
  extra: fc.record(
    {
      role: fc.constantFrom('admin', 'user', 'developer'),
      workspace_id: fc.constantFrom('wrkspc_01example', 'wrkspc_02other'),
      name: fc.constantFrom('a', null),
      status: fc.constantFrom('active', 'inactive', 'archived'),
    },
    { requiredKeys: [] },
  ),
  id: fc.constantFrom('ada', 'grace'),
  type: fc.constantFrom('user', 'agent', 'service', 'page', undefined),
  roles: fc.subarray(['admin', 'viewer']),
  door: fc.constantFrom<Door>('rest', 'page', 'mcp', 'drop-in'),
  source: fc.constantFrom('10.1.2.3', '::ffff:10.1.2.3', '2001:db8::1', 'odd', undefined),
  connection: fc.constantFrom('default', 'production', undefined),
  set: fc.constantFrom(...SETS),
  hours: fc.integer({ min: 0, max: 167 }),
});

test('explains 10,000 calls as they are decided, also from what was decided before', async () => {
  let now = NOW;
  let current = SETS[0]!;
  const asked: object[] = [];
  const port = new PolicyPort(
    { read: async () => ({ on: current, exempt: new Map() }) },
    judges,
    {
      pass: async (_, terms) => {
        asked.push(terms);
        return { effect: 'approval', reason: terms.reason };
      },
    },
    () => now,
  );
  const seen = new Set<string>();

  await fc.assert(
    fc.asyncProperty(
      anyCall,
      async ({ action, extra, id, type, roles, door, source, connection, set, hours }) => {
        now = NOW + hours * 3_600_000;
        current = set;
        port.forget('acme');
        const input = { ...(action.example as object), ...extra } as InvocationFacts['input'];
        const principal = { tenantId: 'acme', actor: { id }, roles, permissions: [], scopes: [] };
        const facts: InvocationFacts = {
          connector: 'anthropic',
          action: { id: action.id, effect: action.effect } as Action,
          effect: effectOf(action.effect, input),
          input,
          unmasked: () => input,
          secrets: { input: [], output: [] },
          context: {
            tenantId: 'acme',
            connection,
            actor: { id, type },
            caller: { principal, door, source } satisfies CallerFacts,
          },
          requestId: 'test',
        };

        const decided = await port.decide(facts);
        const isAgent = type === 'agent' || type === 'service';
        const explained = explain(
          judges,
          set,
          {
            connector: 'anthropic',
            actionId: action.id,
            effect: facts.effect,
            input,
            connection: connection ?? 'default',
            actor: { id, type: isAgent ? 'Agent' : 'User', roles },
            door,
            source,
          },
          catalogue.find('anthropic', action.id)!,
          now,
          false,
        );

        seen.add(explained.effect);
        expect({ effect: decided.effect, reason: 'reason' in decided ? decided.reason : undefined }).toEqual({
          effect: explained.effect,
          reason: explained.reason,
        });
      },
    ),
    { numRuns: 10_000 },
  );
  expect([...seen].sort()).toEqual(['allow', 'approval', 'deny']);
  expect(asked[0]).toMatchObject({ policies: [expect.any(String)], policyVersion: expect.any(Number) });
}, 240_000);

test('takes a value for no other one that was decided before, nor for one that is absent', async () => {
  const current = setOf(
    'permit (principal, action, resource) unless { context.input has limit && context.input.limit == 0 };',
  );
  const port = new PolicyPort({ read: async () => ({ on: current, exempt: new Map() }) }, judges, {
    pass: async (_, { reason }) => ({ effect: 'approval', reason }),
  });
  const { effect, id } = connector.describe('webhooks_list')!;
  const decide = async (input: InvocationFacts['input']) =>
    port.decide({
      connector: 'anthropic',
      action: { id, effect } as Action,
      effect,
      input,
      unmasked: () => input,
      secrets: { input: [], output: [] },
      context: {
        tenantId: 'acme',
        actor: { id: 'ada' },
        caller: {
          principal: { tenantId: 'acme', actor: { id: 'ada' }, roles: [], permissions: [], scopes: [] },
          door: 'rest',
          source: undefined,
        } satisfies CallerFacts,
      },
      requestId: 'test',
    });

  expect(await decide({})).toMatchObject({ effect: 'allow' });
  expect(await decide({ limit: 0 })).toMatchObject({ effect: 'deny' });
  expect(await decide({ limit: 1 })).toMatchObject({ effect: 'allow' });
});
