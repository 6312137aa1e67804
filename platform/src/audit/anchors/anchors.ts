import type { Lease } from '../../database/lease.js';
import type { Database } from '../../database/database.js';
import { moment, type AuditAnchorsTable } from '../../database/schema.js';
import type { HeadSeal } from '../entry.js';
import { anchorLines } from './anchor.js';
import type { AnchorSettings } from './anchors.config.js';
import { AnchorFailure, writeAnchor } from './write-anchor.js';

/** What anchors are written with. */
export interface AnchorsDeps extends AnchorSettings {
  readonly database: Database;
  readonly seal: HeadSeal;
  readonly environment: string;
  readonly lease: Pick<Lease, 'take' | 'release'>;
  /** Called after each try; `problem` is why it failed. */
  readonly onResult: (result: { readonly problem?: string }) => void;
  /** Epoch milliseconds. */
  readonly now: () => number;
}

const ROW = 'heads';
const RETRY_MS = 60_000;
const LEASE_MS = 10 * 60_000;

/** Writes the heads of all chains outside, at an interval, by one process of all. */
export class Anchors {
  #running: Promise<void> | undefined;

  constructor(private readonly deps: AnchorsDeps) {}

  /** Writes an anchor if one is due and no process is writing one. A failed one is tried again a minute later. */
  run(): Promise<void> {
    return (this.#running ??= this.#run().finally(() => (this.#running = undefined)));
  }

  /** Resolves once no anchor is being written. */
  async ended(): Promise<void> {
    await this.#running?.catch(() => {});
  }

  async #run(): Promise<void> {
    const { lease } = this.deps;
    if (!(await this.#isDue()) || !(await lease.take(LEASE_MS))) return;
    try {
      // Another process may have written one before this one had the lease.
      if (await this.#isDue()) await this.#write();
    } finally {
      await lease.release();
    }
  }

  async #isDue(): Promise<boolean> {
    const { database, intervalMs, now } = this.deps;
    const last = await lastAnchor(database);
    const passed = (at: string, ms: number): boolean => Date.parse(at) + ms <= now();
    if (!last) return true;
    if (last.problem !== null) return passed(last.tried_at, Math.min(intervalMs, RETRY_MS));
    return passed(last.tried_at, intervalMs);
  }

  async #write(): Promise<void> {
    const { database, seal, environment, target, timeoutMs, onResult, now } = this.deps;
    const at = moment(now());
    try {
      const lines = anchorLines(database.db, seal, { at, environment });
      const heads = await writeAnchor(target, lines, timeoutMs);
      await note(database, { tried_at: at, anchored_at: at, heads, problem: null });
      onResult({});
    } catch (error) {
      if (!(error instanceof AnchorFailure)) throw error;
      await note(database, { tried_at: at, problem: error.message });
      onResult({ problem: error.message });
    }
  }
}

/** When heads were written outside last, and why the last try failed; undefined where none was made. */
export const lastAnchor = ({ db }: Pick<Database, 'db'>): Promise<AuditAnchorsTable | undefined> =>
  db.selectFrom('audit_anchors').selectAll().where('name', '=', ROW).executeTakeFirst();

async function note(
  { db }: Database,
  result: Partial<AuditAnchorsTable> & { tried_at: string },
): Promise<void> {
  await db
    .insertInto('audit_anchors')
    .values({ name: ROW, anchored_at: null, heads: null, problem: null, ...result })
    .onConflict((conflict) => conflict.column('name').doUpdateSet(result))
    .execute();
}
