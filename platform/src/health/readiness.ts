import { Inject, Injectable } from '@nestjs/common';
import { HealthIndicatorService, type HealthIndicatorResult } from '@nestjs/terminus';
import { sql } from 'kysely';
import { Database } from '../database/database.js';

/** Injects where the Admin API is. */
export const UPSTREAM_URL = Symbol('UPSTREAM_URL');

const PATIENCE_MS = 3_000;

/** However often somebody asks for the health, the API is not asked more often than this. */
const UPSTREAM_KEPT_MS = 15_000;

/** Tells of what the platform stands on. What went wrong is said in our own words: an error may quote its input. */
@Injectable()
export class Readiness {
  constructor(
    private readonly indicators: HealthIndicatorService,
    private readonly db: Database,
    @Inject(UPSTREAM_URL) private readonly upstreamUrl: string,
  ) {}

  /** Whether the database answers; nothing works without it. */
  async database(): Promise<HealthIndicatorResult> {
    const check = this.indicators.check('database');
    const { database } = await check
      .attempt(async () => void (await sql`select 1`.execute(this.db.db)))
      .withTimeout(PATIENCE_MS);
    return database.status === 'up' ? check.up() : check.down('The database does not answer.');
  }

  /**
   * Whether the Admin API answers anything at all; no key is sent. Out of reach it is no more than `degraded`: a
   * process that is taken out of service could not even say so, and every other one is no better off.
   */
  async upstream(): Promise<HealthIndicatorResult> {
    const check = this.indicators.check('upstream');
    const { upstream } = await check
      .attempt(async ({ signal }) => {
        await fetch(this.upstreamUrl, { method: 'HEAD', redirect: 'manual', signal });
      })
      .withTimeout(PATIENCE_MS)
      .cacheFor(UPSTREAM_KEPT_MS);
    return upstream.status === 'up' ? check.up() : check.degraded('The Admin API is out of reach.');
  }
}
