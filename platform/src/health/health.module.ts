import { Module, type DynamicModule } from '@nestjs/common';
import { TerminusModule } from '@nestjs/terminus';
import { ConnectorsModule } from '../connectors/connectors.module.js';
import { STORAGE, type Storage } from '../stores/storage.js';
import { HealthController } from './health.controller.js';
import { Readiness, UPSTREAM_URL } from './readiness.js';

/** Liveness and readiness. */
@Module({
  // Its own logger writes plain text to standard output; the request log already has a line for each 503.
  imports: [ConnectorsModule, TerminusModule.forRoot({ logger: false })],
  controllers: [HealthController],
  providers: [Readiness],
})
export class HealthModule {
  /** The module over a storage and the URL of the Admin API. */
  static with(storage: Storage, upstreamUrl: string): DynamicModule {
    return {
      module: HealthModule,
      providers: [
        { provide: STORAGE, useValue: storage },
        { provide: UPSTREAM_URL, useValue: upstreamUrl },
      ],
    };
  }
}
