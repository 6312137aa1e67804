import { Module } from '@nestjs/common';
import { TerminusModule } from '@nestjs/terminus';
import { ConnectorsModule } from '../connectors/connectors.module.js';
import { HealthController } from './health.controller.js';
import { Readiness } from './readiness.js';

/** Liveness and readiness. */
@Module({
  // Its own logger writes plain text to standard output; the request log already has a line for each 503.
  imports: [TerminusModule.forRoot({ logger: false }), ConnectorsModule],
  controllers: [HealthController],
  providers: [Readiness],
})
export class HealthModule {}
