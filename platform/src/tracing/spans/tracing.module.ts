import { Inject, Module, type DynamicModule, type OnApplicationShutdown } from '@nestjs/common';

const SHUT_DOWN = Symbol('SHUT_DOWN');

/** How long the last spans may take to reach the collector once requests have ended. */
const SHUTDOWN_TIMEOUT_MS = 3_000;

/** Sends the last spans when the platform stops. */
@Module({})
export class TracingModule implements OnApplicationShutdown {
  constructor(@Inject(SHUT_DOWN) private readonly shutDown: () => Promise<void>) {}

  /** The module with the function that sends the last spans. */
  static register(shutDown: () => Promise<void>): DynamicModule {
    return { module: TracingModule, providers: [{ provide: SHUT_DOWN, useValue: shutDown }] };
  }

  async onApplicationShutdown(): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<void>((resolve) => (timer = setTimeout(resolve, SHUTDOWN_TIMEOUT_MS)));
    // Spans that cannot be sent are no reason to stop less gracefully.
    await Promise.race([this.shutDown().catch(() => {}), late]);
    clearTimeout(timer);
  }
}
