import { setImmediate as others } from 'node:timers/promises';
import { sql, type ExpressionBuilder, type ExpressionWrapper, type Kysely, type SqlBool } from 'kysely';
import type { Schema } from '../database/schema.js';
import { entryOf, type ChainedEntry, type ChainHead } from './entry.js';

/** What an entry is: an actual run or event, a dry run, the repeat of an earlier outcome, or what the portal looked up by itself. */
export const AUDIT_RUNS = ['actual', 'dry_run', 'repeat', 'look_up'] as const;

/** One of `AUDIT_RUNS`. */
export type AuditRun = (typeof AUDIT_RUNS)[number];

/** Selects entries of a tenant; omitted fields are no condition. */
export interface AuditFilter {
  /** Any of these. */
  readonly actions?: readonly string[];
  readonly actor?: string;
  /** A part of the actor in any case; entries without one are those of `The platform`. */
  readonly actorPart?: string;
  /** Ids that entries may have in place of the actor; see `byPerson`. */
  readonly actorIds?: readonly string[];
  /** The same of actors with that part. */
  readonly actorPartIds?: readonly string[];
  /** `ok`, an error code, or `open` for what was started and has no outcome. */
  readonly code?: string;
  readonly connection?: string;
  readonly run?: AuditRun;
  /** RFC 3339 in UTC with milliseconds, inclusive. */
  readonly from?: string;
  /** RFC 3339 in UTC with milliseconds, exclusive. */
  readonly until?: string;
}

type Table = 'audit_entries';

/** The condition of a filter, within one tenant. */
export const within =
  (
    tenantId: string,
    {
      actions,
      actor,
      actorPart,
      actorIds = [],
      actorPartIds = [],
      code,
      connection,
      run,
      from,
      until,
    }: AuditFilter,
  ) =>
  (where: ExpressionBuilder<Schema, Table>): ExpressionWrapper<Schema, Table, SqlBool> =>
    where.and([
      where('tenant_id', '=', tenantId),
      ...(actions === undefined ? [] : [where('action', 'in', [...actions])]),
      ...(actor === undefined ? [] : [where('actor_id', 'in', [actor, ...actorIds])]),
      ...(actorPart === undefined
        ? []
        : [where.or([hasActorPart(actorPart), ...isOneOf(where, actorPartIds)])]),
      ...(code === undefined ? [] : [code === 'open' ? isOpen(where) : where('code', '=', code)]),
      ...(connection === undefined ? [] : [where('connection', '=', connection)]),
      ...(run === undefined ? [] : [isRun(where, run)]),
      ...(from === undefined ? [] : [where('at', '>=', from)]),
      ...(until === undefined ? [] : [where('at', '<', until)]),
    ]);

type Where = ExpressionBuilder<Schema, Table>;

/** The type of the actor of what the portal looks up by itself. */
export const LOOK_UP_ACTOR = 'page';

function isRun(where: Where, run: AuditRun): ExpressionWrapper<Schema, Table, SqlBool> {
  if (run === 'look_up') return where('actor_type', '=', LOOK_UP_ACTOR);
  if (run !== 'actual') return where('run', '=', run);
  const others = where.or([where('actor_type', 'is', null), where('actor_type', '!=', LOOK_UP_ACTOR)]);
  return where.and([where('run', 'is', null), others]);
}

/** The database lowers both, because engines differ in which letters they lower. An id in place of an actor has no part of them. */
const hasActorPart = (part: string) =>
  sql<SqlBool>`lower(coalesce(actor_id, 'The platform')) like lower(${`%${part.replace(/[\\%_]/g, '\\$&')}%`}) escape '\\'
    and coalesce(actor_id, '') not like ${ANY_ID} escape '\\'`;

const ANY_ID = `person\\_${'_'.repeat(22)}`;

const isOneOf = (where: Where, ids: readonly string[]) =>
  ids.length > 0 ? [where('actor_id', 'in', ids)] : [];

/**
 * An intent without an outcome. Changes of keys do not name their intent: any later event of the connection is their outcome. Two
 * conditions, because an index finds an outcome by its intent, and none finds either.
 */
const isOpen = (where: Where) =>
  where.and([
    where('kind', '=', 'intent'),
    sql<SqlBool>`not exists (select 1 from audit_entries as outcome
      where outcome.tenant_id = audit_entries.tenant_id and outcome.intent = audit_entries.seq
        and outcome.seq <> audit_entries.seq)`,
    sql<SqlBool>`(audit_entries.intent is not null or not exists (select 1 from audit_entries as outcome
        where outcome.tenant_id = audit_entries.tenant_id and outcome.seq > audit_entries.seq
          and outcome.kind <> 'intent' and outcome.action like 'connections.%'
          and outcome.connection = audit_entries.connection))`,
  ]);

/** An entry can have 32 KB: a page is read and parsed at once. */
const PAGE = 100;

const SLICE_MS = 5;

/** Makes a function for long work to await often: every few milliseconds it lets the event loop serve others first. */
export function slices(): () => Promise<void> {
  let begun = performance.now();
  return async () => {
    if (performance.now() - begun < SLICE_MS) return;
    await others();
    begun = performance.now();
  };
}

/**
 * The entries of a tenant up to a place in the chain, in its order. Page by page, so no connection is held in
 * between.
 * @param first - entries after this number alone
 */
export async function* readChain(
  db: Kysely<Schema>,
  tenantId: string,
  last: number,
  filter: AuditFilter = {},
  first = Number.MIN_SAFE_INTEGER,
): AsyncGenerator<ChainedEntry, void, undefined> {
  for (let after = first; ;) {
    const rows = await db
      .selectFrom('audit_entries')
      .selectAll()
      .where(within(tenantId, filter))
      .where('seq', '>', after)
      .where('seq', '<=', last)
      .orderBy('seq')
      .limit(PAGE)
      .execute();
    yield* rows.map(entryOf);
    if (rows.length < PAGE) return;
    after = rows.at(-1)?.seq ?? last;
    // The embedded database responds synchronously: without a turn of the event loop other requests would wait for
    // the end of the chain.
    await others();
  }
}

/** A page of a tenant's entries before a place in the chain, newest first. */
export async function readNewest(
  db: Kysely<Schema>,
  tenantId: string,
  filter: AuditFilter,
  { before, limit }: { readonly before: number | undefined; readonly limit: number },
): Promise<ChainedEntry[]> {
  const rows = await db
    .selectFrom('audit_entries')
    .selectAll()
    .where(within(tenantId, filter))
    .$if(before !== undefined, (query) => query.where('seq', '<', before ?? 0))
    .orderBy('seq', 'desc')
    .limit(limit)
    .execute();
  return rows.map(entryOf);
}

/** The head of a tenant's chain with its seal; undefined if there is none. */
export async function readHead(
  db: Kysely<Schema>,
  tenantId: string,
): Promise<(ChainHead & { readonly seal: string | null }) | undefined> {
  const row = await db
    .selectFrom('audit_heads')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .executeTakeFirst();
  return row && { tenantId, seq: row.seq, hash: row.hash, seal: row.mac };
}

/** Every tenant that has a chain, or a part of one. */
export async function auditedTenants(db: Kysely<Schema>): Promise<string[]> {
  const rows = await db
    .selectFrom('audit_heads')
    .select('tenant_id')
    .union(db.selectFrom('audit_entries').select('tenant_id'))
    .union(db.selectFrom('audit_seams').select('tenant_id'))
    .orderBy('tenant_id')
    .execute();
  return rows.map(({ tenant_id }) => tenant_id);
}
