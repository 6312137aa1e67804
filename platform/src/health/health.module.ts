import { Module } from '@nestjs/common';
import { TerminusModule } from '@nestjs/terminus';
import { ConnectorsModule } from '../connectors/connectors.module.js';
import { HealthController } from './health.controller.js';
import { Readiness } from './readiness.js';

/** Liveness and readiness. */
@Module({
  // Its own log is text on standard output; the request's log line reports a 503 already.
  imports: [TerminusModule.forRoot({ logger: false }), ConnectorsModule],
  controllers: [HealthController],
  providers: [Readiness],
})
export class HealthModule {}
