import type { Kysely } from 'kysely';
import { moment } from '../database/moment.js';
import type { Schema } from '../database/schema.js';
import type { DatabaseIdempotencyStore } from './idempotency/database-idempotency-store.js';
import { forgetExpired } from './idempotency/forget-expired.js';
import { HEARTBEAT_MS } from './idempotency/lease.js';

const CLEANING_MS = 10 * 60 * 1000;
const BATCH = 1000;

/** What the stores need done from time to time. */
export class Upkeep {
  readonly #timers: NodeJS.Timeout[] = [];

  /**
   * @param report - told of what fails; it is tried again the next time.
   * @param forgetMore - removes what others keep for a time.
   */
  constructor(
    private readonly db: Kysely<Schema>,
    private readonly idempotency: DatabaseIdempotencyStore,
    private readonly report: (error: unknown) => void,
    private readonly forgetMore: () => Promise<void> = async () => {},
  ) {}

  start(): void {
    this.every(HEARTBEAT_MS, () => this.idempotency.renewLeases());
    this.every(CLEANING_MS, () => this.clean());
  }

  stop(): void {
    this.#timers.splice(0).forEach(clearInterval);
  }

  private async clean(): Promise<void> {
    while ((await forgetExpired(this.db, moment(Date.now()), BATCH)) === BATCH);
    await this.forgetMore();
  }

  private every(ms: number, work: () => Promise<void>): void {
    const timer = setInterval(() => void work().catch(this.report), ms);
    this.#timers.push(timer.unref());
  }
}
