import { createSecretKey, randomBytes } from 'node:crypto';
import fc from 'fast-check';
import type { InvocationFacts } from 'anthropic-admin-connector';
import { ApprovalBook } from '../../platform/src/approvals/approval-book.js';
import type { ApprovalApplier } from '../../platform/src/approvals/approval-applier.js';
import { ApprovalDesk } from '../../platform/src/approvals/approval-desk.js';
import { ApprovalGate } from '../../platform/src/approvals/approval-gate.js';
import { ApprovalStore } from '../../platform/src/approvals/approval-store.js';
import { DatabaseAudit } from '../../platform/src/audit/database-audit.js';
import { SealedSets } from '../../platform/src/auth/sealed-set.js';
import type { ConnectorDirectory } from '../../platform/src/connectors/connector-directory.js';
import type { ApprovalsTable } from '../../platform/src/database/schema.js';
import type { Principal } from '../../platform/src/http/request-context.js';
import { RowSeal } from '../../platform/src/security/seal.js';
import { testDatabase } from '../database/support/test-database.js';
import { TERMS } from './support/boot-approvals.js';

const RUNS = Number(process.env['APPROVAL_RUNS'] ?? 20);
const ATTEMPTS = 500;
const TENANTS = ['acme', 'globex'];
const REQUESTERS = ['ada', 'agent', 'eve'];
const INPUTS = ['a', 'b'];
const PERSONS = ['ada', 'bob', 'eve', 'agent'];

/** What the tests know of a call: what it would do, and the approval that may be used for it. */
interface Known {
  world: number;
  grants: Map<string, { world: number; until: number }>;
}

const KINDS = [
  'call',
  'call',
  'call',
  'approve',
  'approve',
  'approve',
  'deny',
  'cancel',
  'drift',
  'alter',
  'replay',
  'wait',
] as const;

const attempt = fc.record({
  kind: fc.constantFrom(...KINDS),
  tenant: fc.constantFrom(...TENANTS),
  requester: fc.constantFrom(...REQUESTERS),
  input: fc.constantFrom(...INPUTS),
  person: fc.constantFrom(...PERSONS),
  otherTenant: fc.boolean(),
  nth: fc.nat(1_000),
  effect: fc.constantFrom('none', 'done', 'unknown'),
});

const personOf = (id: string, tenantId: string): Principal => ({
  tenantId,
  actor: { id, type: id === 'agent' ? 'agent' : 'user' },
  roles: [],
  permissions: ['*'],
  scopes: [],
});

test(`lets no call of ${RUNS * ATTEMPTS} random attempts run without its own approval`, async () => {
  const database = await testDatabase('libsql');
  const { seed = Date.now() } = fc.readConfigureGlobal() ?? {};
  const counts = { ran: 0, granted: 0 };
  for (let run = 0; run < RUNS; run += 1) {
    const attempts = fc.sample(attempt, { numRuns: ATTEMPTS, seed: seed + run });
    let now = Date.parse('2026-11-30T00:00:00Z');
    const seal = new RowSeal(createSecretKey(randomBytes(32)), 'test');
    await database.db.deleteFrom('approvals').execute();
    await database.db.deleteFrom('sealed_sets').where('name', '=', 'approvals').execute();
    const store = new ApprovalStore(database, seal, new SealedSets(database, seal).approvals, () => now);
    const audit = { append: async () => ({ seq: 1 }) as never };
    const book = new ApprovalBook(
      store,
      audit,
      database,
      { waitMs: 86_400_000, page: undefined, keepMs: 1 },
      () => {},
    );
    const known = new Map<string, Known>();
    const knownOf = (key: string): Known => {
      const one = known.get(key) ?? { world: 0, grants: new Map() };
      known.set(key, one);
      return one;
    };
    const keyOf = (tenant: string, requester: string, input: string) => `${tenant} ${requester} ${input}`;
    const directory = {
      get: () => ({
        planById: async (
          _id: string,
          input: { name: string },
          context: { tenantId: string; actor: { id: string }; binding: string },
        ) => ({
          ok: true,
          data: {
            method: 'POST',
            path: '/',
            consequences: [],
            final: [],
            unknown: [],
            facts: {},
            digest: `${context.binding} ${JSON.stringify(input)} ${knownOf(keyOf(context.tenantId, context.actor.id, input.name)).world}`,
          },
        }),
      }),
    } as unknown as ConnectorDirectory;
    const written = new DatabaseAudit(audit);
    const gate = new ApprovalGate(book, directory, written);
    const desk = new ApprovalDesk(book, gate, {} as ApprovalApplier, directory);
    const copies: ApprovalsTable[] = [];

    for (const { kind, tenant, requester, input, person, otherTenant, nth, effect } of attempts) {
      const key = keyOf(tenant, requester, input);
      const one = knownOf(key);
      const rows = await database.db.selectFrom('approvals').selectAll().orderBy('id').execute();
      const row = rows[nth % Math.max(rows.length, 1)];
      const rowKey =
        row &&
        keyOf(
          row.tenant_id,
          row.requester,
          (JSON.parse(row.body) as { input: { name: string } }).input?.name ?? '',
        );
      if (kind === 'call') {
        const context = { tenantId: tenant, actor: { id: requester } };
        const facts = {
          connector: 'anthropic',
          action: { id: 'workspaces_create' },
          effect: { kind: 'write' },
          input: { name: input },
          unmasked: () => ({ name: input }),
          secrets: { input: [], output: [] },
          context,
          requestId: 'same',
        } as unknown as InvocationFacts;
        const { effect: verdict } = await gate.pass(facts, TERMS);
        if (verdict === 'allow') {
          counts.ran += 1;
          const used = await database.db
            .selectFrom('approvals')
            .select('id')
            .where('state', '=', 'applying')
            .executeTakeFirstOrThrow();
          const grant = one.grants.get(used.id);
          expect(grant).toMatchObject({ world: one.world });
          expect(grant!.until).toBeGreaterThan(now);
          // It asks several times in one invocation.
          expect((await gate.pass(facts, TERMS)).effect).toBe('allow');
          expect((await gate.pass({ ...facts, context: { ...context } }, TERMS)).effect).not.toBe('allow');
          await written.end({
            ...facts,
            actionId: 'workspaces_create',
            outcome:
              effect === 'done'
                ? {
                    ok: true,
                    actionId: '',
                    data: {},
                    meta: { requestId: 'same', durationMs: 1, attempts: 1 },
                  }
                : {
                    ok: false,
                    actionId: '',
                    error: { code: 'timeout', effect },
                    meta: { requestId: 'same', durationMs: 1, attempts: 1 },
                  },
          } as never);
          if (effect !== 'none') one.grants.delete(used.id);
        }
      }
      if (kind === 'drift') one.world += 1;
      if (kind === 'wait') now += [1_000, 200_000, 601_000][nth % 3]!;
      if (!row || rowKey === undefined) continue;
      if (kind === 'approve' || kind === 'deny' || kind === 'cancel') {
        const from = otherTenant ? TENANTS.find((each) => each !== row.tenant_id)! : row.tenant_id;
        const done = await desk[kind](personOf(person, from), row.id).catch(() => undefined);
        if (!done) continue;
        expect(from).toBe(row.tenant_id);
        if (kind !== 'cancel') {
          expect(person).not.toBe('agent');
          expect(person).not.toBe(row.requester);
        }
        const world = Number((JSON.parse(row.body) as { digest: string }).digest.split(' ').at(-1));
        counts.granted += kind === 'approve' ? 1 : 0;
        const { grants } = knownOf(rowKey);
        if (kind === 'approve') grants.set(row.id, { world, until: now + 600_000 });
        else grants.delete(row.id);
      }
      if (kind === 'alter') {
        const [state, body] =
          nth % 2 === 0
            ? ['approved', row.body]
            : [row.state, row.body.replace('"votes":[]', '"votes":[{"by":"bob"}]')];
        if (state === row.state && body === row.body) continue;
        await database.db
          .updateTable('approvals')
          .set({ state, body, open_key: row.call_key })
          .where('id', '=', row.id)
          .execute()
          .catch(() => {});
      }
      if (kind === 'replay') {
        copies.push(row);
        const copy = copies[nth % copies.length]!;
        await database.db
          .updateTable('approvals')
          .set(copy)
          .where('id', '=', copy.id)
          .execute()
          .catch(() => {});
      }
    }
  }
  expect(counts.ran).toBeGreaterThan(RUNS);
  expect(counts.granted).toBeGreaterThan(counts.ran / 2);
});
