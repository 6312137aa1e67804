import { Injectable } from '@nestjs/common';
import { HealthIndicatorService, type HealthIndicatorResult } from '@nestjs/terminus';
import { sql } from 'kysely';
import { ConnectorDirectory } from '../connectors/connector-directory.js';
import { Database } from '../database/database.js';
import { KeyringWatch } from './keyring-watch.js';

const PATIENCE_MS = 3_000;

/** Minimum time between two requests to an API, however often the health is read. */
const UPSTREAM_KEPT_MS = 15_000;

/** Checks what the platform depends on. Messages are fixed, because an error may quote its input. */
@Injectable()
export class Readiness {
  constructor(
    private readonly indicators: HealthIndicatorService,
    private readonly db: Database,
    private readonly directory: ConnectorDirectory,
    private readonly keyring: KeyringWatch,
  ) {}

  /** Checks the database, without which nothing works. */
  async database(): Promise<HealthIndicatorResult> {
    const check = this.indicators.check('database');
    const { database } = await check
      .attempt(async () => void (await sql`select 1`.execute(this.db.db)))
      .withTimeout(PATIENCE_MS);
    return database.status === 'up' ? check.up() : check.down('The database does not answer.');
  }

  /** Checks the file of the keyring: once it has been unusable for a while no key can be saved, and the next start would fail. */
  keys(): HealthIndicatorResult {
    const check = this.indicators.check('keyring');
    return this.keyring.isUsable()
      ? check.up()
      : check.down('The keyring file cannot be used; the log says why.');
  }

  /**
   * Checks whether the APIs of all connectors respond at all; no key is sent. An unreachable API is only `degraded`,
   * because taking the process out of service would help no request.
   */
  async upstream(): Promise<HealthIndicatorResult> {
    const check = this.indicators.check('upstream');
    const { upstream } = await check
      .attempt(async ({ signal }) => {
        const urls = new Set(this.directory.all.map(({ baseUrl }) => baseUrl));
        await Promise.all([...urls].map((url) => fetch(url, { method: 'HEAD', redirect: 'manual', signal })));
      })
      .withTimeout(PATIENCE_MS)
      .cacheFor(UPSTREAM_KEPT_MS);
    return upstream.status === 'up' ? check.up() : check.degraded('The API of a connector is out of reach.');
  }
}
