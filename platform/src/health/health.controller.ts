import { Controller, Get, Res, ServiceUnavailableException } from '@nestjs/common';
import { HealthCheckService, type HealthCheckResult } from '@nestjs/terminus';
import type { Response } from 'express';
import { Public } from '../auth/decorators.js';
import { ConnectorDirectory } from '../connectors/connector-directory.js';
import { Readiness } from './readiness.js';

/** Tells an operator whether to restart a process, and whether to send it requests. */
@Controller('health')
@Public(true)
export class HealthController {
  constructor(
    private readonly health: HealthCheckService,
    private readonly readiness: Readiness,
    private readonly directory: ConnectorDirectory,
  ) {}

  /** Returns the ids of the mounted connectors, without a request to the database or the API. */
  @Get()
  connectors(): { status: 'ok'; connectors: string[] } {
    return { status: 'ok', connectors: this.directory.ids };
  }

  /** Responds while the process runs; restart a process that does not respond. */
  @Get('live')
  live(): { status: 'ok' } {
    return { status: 'ok' };
  }

  /**
   * 200 if requests can be served; 503 if the database takes no changes, the keyring file is unusable or the process is
   * stopping. Answers within a second.
   */
  @Get('ready')
  async ready(@Res({ passthrough: true }) response: Response): Promise<HealthCheckResult> {
    try {
      return await this.health.check([
        () => this.readiness.process(),
        () => this.readiness.database(),
        () => this.readiness.keys(),
        () => this.readiness.upstream(),
      ]);
    } catch (error) {
      if (!(error instanceof ServiceUnavailableException)) throw error;
      response.status(error.getStatus());
      return error.getResponse() as HealthCheckResult;
    }
  }
}
