import type { BeforeApplicationShutdown, OnApplicationBootstrap } from '@nestjs/common';
import { setTimeout as delay } from 'node:timers/promises';
import type { Database } from '../database/database.js';
import type { Lease } from '../database/lease.js';
import { moment, type NoticesTable } from '../database/schema.js';
import { deliver } from './deliver.js';
import type { NoticeSettings } from './notices.config.js';
import type { Notices } from './notices.js';
import { DeliveryError } from './post-json.js';

const BATCH = 50;
const AT_ONCE = 5;

/** Longer than a batch takes whose targets are all silent. */
const LEASE_MS = 180_000;
const FIRST_PAUSE_MS = 2_000;
const LONGEST_PAUSE_MS = 6 * 3_600_000;
const KEPT_MS = 30 * 86_400_000;

/** The time after a failed attempt: it doubles, from two seconds to six hours. */
export const pauseAfter = (attempts: number): number =>
  Math.min(FIRST_PAUSE_MS * 2 ** Math.min(attempts - 1, 30), LONGEST_PAUSE_MS);

/** Sends what waits in the outbox, one process at a time: each notice at least once, with its own id. */
export class Outbox implements OnApplicationBootstrap, BeforeApplicationShutdown {
  readonly #ended = new AbortController();
  #running: Promise<void> | undefined;

  constructor(
    private readonly database: Pick<Database, 'db'>,
    private readonly notices: Notices,
    private readonly lease: Lease,
    private readonly settings: NoticeSettings,
    private readonly report: (error: unknown) => void,
    private readonly now: () => number = Date.now,
  ) {}

  onApplicationBootstrap(): void {
    this.#running = this.#repeat();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.#ended.abort();
    await this.#running;
    await this.lease.release().catch(this.report);
  }

  /** Sends what is due. @returns how many notices were tried */
  async run(): Promise<number> {
    const due = await this.due();
    if (due.length === 0 || !(await this.lease.take(LEASE_MS))) return 0;
    // Another process may have sent them before the lease was free.
    const waiting = await this.due();
    for (let from = 0; from < waiting.length && !this.#ended.signal.aborted; from += AT_ONCE)
      await Promise.all(waiting.slice(from, from + AT_ONCE).map((one) => this.#try(one)));
    return waiting.length;
  }

  /** Removes what was sent or given up a month ago. */
  async forget(): Promise<void> {
    await this.database.db
      .deleteFrom('notices')
      .where('state', '!=', 'waiting')
      .where('next_at', '<', moment(this.now(), -KEPT_MS))
      .execute();
  }

  private due(): Promise<NoticesTable[]> {
    return this.database.db
      .selectFrom('notices')
      .selectAll()
      .where('state', '=', 'waiting')
      .where('next_at', '<=', moment(this.now()))
      .orderBy('next_at')
      .limit(BATCH)
      .execute();
  }

  async #try(notice: NoticesTable): Promise<void> {
    const attempts = notice.attempts + 1;
    const failure = await this.#deliver(notice);
    const isOver = failure === undefined || failure.isFinal || attempts >= this.settings.attempts;
    await this.database.db
      .updateTable('notices')
      .set({
        attempts,
        state: failure === undefined ? 'sent' : isOver ? 'failed' : 'waiting',
        problem: failure?.message ?? null,
        next_at: moment(this.now(), isOver ? 0 : pauseAfter(attempts)),
      })
      .where('id', '=', notice.id)
      .execute();
  }

  async #deliver(notice: NoticesTable): Promise<DeliveryError | undefined> {
    const target = await this.notices.settingsOf(notice);
    if (!target)
      return new DeliveryError('The target was altered outside of the platform. Add it again.', true);
    const payload = this.notices.payloadOf(notice);
    if (!payload) return new DeliveryError('The notice was altered outside of the platform.', true);
    try {
      await deliver(target, payload, this.settings);
      return undefined;
    } catch (error) {
      if (error instanceof DeliveryError) return error;
      throw error;
    }
  }

  async #repeat(): Promise<void> {
    const { signal } = this.#ended;
    while (!signal.aborted) {
      const tried = await this.run().catch((error: unknown) => {
        this.report(error);
        return 0;
      });
      if (tried < BATCH)
        await delay(this.settings.pauseMs, undefined, { signal, ref: false }).catch(() => {});
    }
  }
}
