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

/** How long the last spans may take to get to the collector once requests have ended. */
const PATIENCE_MS = 3_000;

/** Traces what connectors are asked for, and sends the last spans when the platform stops. */
@Module({ imports: [ConnectorsModule] })
export class TracingModule implements OnApplicationBootstrap, OnApplicationShutdown {
  constructor(
    private readonly directory: ConnectorDirectory,
    private readonly invocations: InvocationSpans,
    @Inject(SHUT_DOWN) private readonly shutDown: () => Promise<void>,
  ) {}

  /** The module over the spans, and what ends them. */
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
    // Spans that cannot be sent are no reason to stop less gracefully.
    await Promise.race([this.shutDown().catch(() => {}), late]);
    clearTimeout(timer);
  }
}
