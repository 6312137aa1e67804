import { Injectable, type BeforeApplicationShutdown, type OnModuleDestroy } from '@nestjs/common';
import { Shutdown } from './shutdown.js';

/** Runs the shutdown in the hooks of Nest: readiness fails first, while the server still listens. */
@Injectable()
export class ShutdownHooks implements OnModuleDestroy, BeforeApplicationShutdown {
  constructor(private readonly shutdown: Shutdown) {}

  onModuleDestroy(): Promise<void> {
    return this.shutdown.announce();
  }

  beforeApplicationShutdown(): void {
    this.shutdown.drain();
  }
}
