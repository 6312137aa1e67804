import { Injectable } from '@nestjs/common';
import { HealthIndicatorService, type HealthIndicatorResult } from '@nestjs/terminus';
import { ConnectorDirectory } from '../connectors/connector-directory.js';
import { Database } from '../database/database.js';
import { Shutdown } from '../http/shutdown.js';
import { BackgroundCheck } from './background-check.js';
import { KeyringWatch } from './keyring-watch.js';
import { probeWrites } from './write-probe.js';

const PATIENCE_MS = 3_000;

/** Each run writes, so a balancer that asks many times a second must not cause one each. */
const DATABASE_KEPT_MS = 1_000;

/** Minimum time between two requests to an API, however often the health is read. */
const UPSTREAM_KEPT_MS = 15_000;

/** Checks what the platform depends on. Messages are fixed, because an error may quote its input. */
@Injectable()
export class Readiness {
  readonly #database: BackgroundCheck;
  readonly #upstream: BackgroundCheck;

  constructor(
    private readonly indicators: HealthIndicatorService,
    database: Database,
    directory: ConnectorDirectory,
    private readonly shutdown: Shutdown,
    private readonly keyring: KeyringWatch,
  ) {
    this.#database = new BackgroundCheck(() => probeWrites(database), {
      keptMs: DATABASE_KEPT_MS,
      patienceMs: PATIENCE_MS,
    });
    this.#upstream = new BackgroundCheck(() => reach(directory), {
      keptMs: UPSTREAM_KEPT_MS,
      patienceMs: PATIENCE_MS,
    });
  }

  /** Whether the process goes on: one that stops takes no further requests. */
  process(): HealthIndicatorResult {
    const check = this.indicators.check('process');
    return this.shutdown.begun ? check.down('The process is stopping.') : check.up();
  }

  /** Checks whether the database takes changes, without which nothing is sent. */
  async database(): Promise<HealthIndicatorResult> {
    const check = this.indicators.check('database');
    return (await this.#database.passes()) ? check.up() : check.down('The database takes no changes.');
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
    return (await this.#upstream.passes())
      ? check.up()
      : check.degraded('The API of a connector is out of reach.');
  }
}

async function reach({ all }: ConnectorDirectory): Promise<void> {
  const signal = AbortSignal.timeout(PATIENCE_MS);
  const urls = new Set(all.map(({ baseUrl }) => baseUrl));
  await Promise.all([...urls].map((url) => fetch(url, { method: 'HEAD', redirect: 'manual', signal })));
}
