import {
  Inject,
  Module,
  type DynamicModule,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { ConnectorDirectory } from '../../connectors/connector-directory.js';
import { ConnectorsModule } from '../../connectors/connectors.module.js';
import { InvocationSpans } from './invocation-spans.js';

const SHUT_DOWN = Symbol('SHUT_DOWN');

/** Maximum time to send the last spans once requests have ended. */
const PATIENCE_MS = 3_000;

/** Traces the invocations of all connectors, and sends the last spans when the platform stops. */
@Module({ imports: [ConnectorsModule] })
export class TracingModule implements OnApplicationBootstrap, OnApplicationShutdown {
  constructor(
    private readonly directory: ConnectorDirectory,
    private readonly invocations: InvocationSpans,
    @Inject(SHUT_DOWN) private readonly shutDown: () => Promise<void>,
  ) {}

  /** The module with the spans, and the function that sends the last of them. */
  static register(invocations: InvocationSpans, shutDown: () => Promise<void>): DynamicModule {
    return {
      module: TracingModule,
      providers: [
        { provide: InvocationSpans, useValue: invocations },
        { provide: SHUT_DOWN, useValue: shutDown },
      ],
    };
  }

  onApplicationBootstrap(): void {
    for (const connector of this.directory.all) this.invocations.follow(connector);
  }

  async onApplicationShutdown(): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<void>((resolve) => (timer = setTimeout(resolve, PATIENCE_MS)));
    // Spans that cannot be sent must not prevent a graceful stop.
    await Promise.race([this.shutDown().catch(() => {}), late]);
    clearTimeout(timer);
  }
}
