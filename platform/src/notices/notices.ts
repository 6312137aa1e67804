import { randomBytes } from 'node:crypto';
import type { Database } from '../database/database.js';
import { moment, type NoticesTable, type NoticeTargetsTable } from '../database/schema.js';
import type { Notice, NoticeEvent, Payload, TargetSettings } from './notice.js';
import type { TargetSeal } from './target-seal.js';

/** Where notices go, as it may be shown. */
export interface Target {
  readonly id: string;
  readonly kind: NoticeTargetsTable['kind'];
  readonly shown: string;
  readonly events: readonly NoticeEvent[];
  readonly createdAt: string;
  readonly createdBy: string;
}

/** The most targets of a tenant. */
export const MOST_TARGETS = 20;

/** The most notices of a tenant that wait. */
const MOST_WAITING = 10_000;

/** Where notices of tenants go, and the outbox in which they wait until they are sent. */
export class Notices {
  constructor(
    private readonly database: Pick<Database, 'db'>,
    private readonly seal: TargetSeal,
    private readonly now: () => number = Date.now,
  ) {}

  /** Puts a notice into the outbox for each target of a tenant that is notified of its event. @returns how many there are. */
  async send(tenantId: string, notice: Notice, only?: string): Promise<number> {
    const { db } = this.database;
    const targets = (await this.list(tenantId)).filter(({ id, events }) =>
      only === undefined ? events.length === 0 || events.includes(notice.event) : id === only,
    );
    if (targets.length === 0) return 0;
    const { count } = await db
      .selectFrom('notices')
      .select((eb) => eb.fn.countAll<number | string>().as('count'))
      .where('tenant_id', '=', tenantId)
      .where('state', '=', 'waiting')
      .executeTakeFirstOrThrow();
    if (Number(count) + targets.length > MOST_WAITING) return 0;
    const at = moment(this.now());
    await db
      .insertInto('notices')
      .values(
        targets.map((target) => {
          const id = newId('ntc');
          const payload: Payload = { ...notice, id, tenant: tenantId, at };
          const mac = this.seal.macOf(JSON.stringify(payload), [tenantId, target.id]);
          return {
            id,
            tenant_id: tenantId,
            target: target.id,
            event: notice.event,
            payload: JSON.stringify({ ...payload, mac }),
            state: 'waiting' as const,
            attempts: 0,
            created_at: at,
            next_at: at,
            problem: null,
          };
        }),
      )
      .execute();
    return targets.length;
  }

  /** The targets of a tenant. */
  async list(tenantId: string): Promise<Target[]> {
    const rows = await this.rows(tenantId).orderBy('created_at').execute();
    return rows.map(targetOf);
  }

  /** Adds a target. @returns undefined where the tenant has as many as it may */
  async add(
    tenantId: string,
    settings: TargetSettings,
    events: readonly NoticeEvent[],
    by: string,
  ): Promise<Target | undefined> {
    if ((await this.list(tenantId)).length >= MOST_TARGETS) return undefined;
    const id = newId('ntt');
    const row: NoticeTargetsTable = {
      id,
      tenant_id: tenantId,
      kind: settings.kind,
      shown: settings.kind === 'email' ? settings.to.join(', ') : new URL(settings.url).host,
      events: JSON.stringify(events),
      created_at: moment(this.now()),
      created_by: by,
      sealed: this.seal.seal(settings, [tenantId, id]),
    };
    await this.database.db.insertInto('notice_targets').values(row).execute();
    return targetOf(row);
  }

  /** Removes a target, and what waits for it. @returns whether there was one */
  async remove(tenantId: string, id: string): Promise<boolean> {
    const { db } = this.database;
    const { numDeletedRows } = await db
      .deleteFrom('notice_targets')
      .where('tenant_id', '=', tenantId)
      .where('id', '=', id)
      .executeTakeFirst();
    await db.deleteFrom('notices').where('tenant_id', '=', tenantId).where('target', '=', id).execute();
    return numDeletedRows === 1n;
  }

  /** The settings of a target; undefined where there is none, or it was altered. */
  async settingsOf({ tenant_id: tenantId, target }: NoticesTable): Promise<TargetSettings | undefined> {
    const row = await this.rows(tenantId).where('id', '=', target).executeTakeFirst();
    return row && (this.seal.open(row.sealed, [tenantId, row.id]) as TargetSettings | undefined);
  }

  /** What a notice says; undefined where it was altered: nothing else is signed for a tenant. */
  payloadOf({ id, tenant_id: tenantId, target, payload: text }: NoticesTable): Payload | undefined {
    try {
      const { mac, ...payload } = JSON.parse(text) as Payload & { readonly mac?: unknown };
      const isWhole = this.seal.isWhole(String(mac), JSON.stringify(payload), [tenantId, target]);
      return isWhole && payload.id === id ? payload : undefined;
    } catch {
      return undefined;
    }
  }

  /** The last notices of a tenant. */
  log(tenantId: string, limit: number): Promise<NoticesTable[]> {
    return this.database.db
      .selectFrom('notices')
      .selectAll()
      .where('tenant_id', '=', tenantId)
      .orderBy('created_at', 'desc')
      .orderBy('id', 'desc')
      .limit(limit)
      .execute();
  }

  private rows(tenantId: string) {
    return this.database.db.selectFrom('notice_targets').selectAll().where('tenant_id', '=', tenantId);
  }
}

const newId = (kind: string): string => `${kind}_${randomBytes(15).toString('base64url')}`;

const targetOf = (row: NoticeTargetsTable): Target => ({
  id: row.id,
  kind: row.kind,
  shown: row.shown,
  events: JSON.parse(row.events) as NoticeEvent[],
  createdAt: row.created_at,
  createdBy: row.created_by,
});
