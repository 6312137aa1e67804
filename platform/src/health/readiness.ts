import { Inject, Injectable } from '@nestjs/common';
import { HealthIndicatorService, type HealthIndicatorResult } from '@nestjs/terminus';
import { sql } from 'kysely';
import { Database } from '../database/database.js';

/** Injects the URL of the Admin API. */
export const UPSTREAM_URL = Symbol('UPSTREAM_URL');

const PATIENCE_MS = 3_000;

/** Minimum time between two requests to the API, however often the health is read. */
const UPSTREAM_KEPT_MS = 15_000;

/** Checks what the platform depends on. Messages are fixed, because an error may quote its input. */
@Injectable()
export class Readiness {
  constructor(
    private readonly indicators: HealthIndicatorService,
    private readonly db: Database,
    @Inject(UPSTREAM_URL) private readonly upstreamUrl: string,
  ) {}

  /** Checks the database, without which nothing works. */
  async database(): Promise<HealthIndicatorResult> {
    const check = this.indicators.check('database');
    const { database } = await check
      .attempt(async () => void (await sql`select 1`.execute(this.db.db)))
      .withTimeout(PATIENCE_MS);
    return database.status === 'up' ? check.up() : check.down('The database does not answer.');
  }

  /**
   * Checks whether the Admin API responds at all; no key is sent. An unreachable API is only `degraded`, because
   * taking the process out of service would help no request.
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
