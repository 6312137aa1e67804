import { Module, type DynamicModule } from '@nestjs/common';
import { TerminusModule } from '@nestjs/terminus';
import { STORAGE, type Storage } from '../stores/storage.js';
import { Readiness, UPSTREAM_URL } from './readiness.js';
import { ReadinessController } from './readiness.controller.js';

/** Liveness and readiness. */
@Module({
  // Its own log is text on standard output; the line of the request tells of a 503 as it is.
  imports: [TerminusModule.forRoot({ logger: false })],
  controllers: [ReadinessController],
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
