import { ExportResultCode } from '@opentelemetry/core';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { BatchSpanProcessor, NodeTracerProvider, type SpanExporter } from '@opentelemetry/sdk-trace-node';
import { ATTR_SERVICE_NAME, ATTR_SERVICE_VERSION } from '@opentelemetry/semantic-conventions';
import type { Logger } from 'pino';
import { VERSION } from '../../config/package-info.js';
import type { Tracing } from '../tracing.js';
import { attemptSpans } from './attempt-spans.js';
import { invocationSpans } from './invocation-spans.js';
import { requestSpans } from './request-spans.js';
import { Spans } from './spans.js';
import { TracingModule } from './tracing.module.js';

/** Where spans are sent, and the name of the service in them. */
interface ProviderOptions {
  readonly endpoint: URL;
  readonly serviceName: string;
}

/** Starts tracing. Nothing is registered globally, because a process may contain several platforms. */
export function startTracing(options: ProviderOptions, log: Logger): Tracing {
  const provider = openProvider(options, () => {
    log.warn(
      { context: 'Tracing' },
      'The OTLP collector is rejecting spans; they are dropped until it recovers.',
    );
  });
  const spans = new Spans(provider.getTracer(options.serviceName));
  return {
    middleware: [requestSpans(spans)],
    modules: [TracingModule.register(() => provider.shutdown())],
    traced: (options) => {
      const attempts = attemptSpans(spans);
      const { onEvent } = options;
      return {
        ...options,
        around: invocationSpans(spans),
        onEvent: (event) => {
          attempts(event);
          onEvent?.(event);
        },
      };
    },
  };
}

/** Connects to a collector; `onLoss` is called when spans start to be lost. */
const openProvider = ({ endpoint, serviceName }: ProviderOptions, onLoss: () => void): NodeTracerProvider =>
  new NodeTracerProvider({
    resource: resourceFromAttributes({
      [ATTR_SERVICE_NAME]: serviceName,
      [ATTR_SERVICE_VERSION]: VERSION,
    }),
    spanProcessors: [
      new BatchSpanProcessor(
        new LossReportingExporter(new OTLPTraceExporter({ url: endpoint.href }), onLoss),
      ),
    ],
  });

/** Reports when spans start to be lost: once, and again only after some were exported. */
class LossReportingExporter implements SpanExporter {
  #losing = false;

  constructor(
    private readonly inner: SpanExporter,
    private readonly onLoss: () => void,
  ) {}

  export(...[spans, done]: Parameters<SpanExporter['export']>): void {
    this.inner.export(spans, (result) => {
      const lost = result.code !== ExportResultCode.SUCCESS;
      if (lost && !this.#losing) this.onLoss();
      this.#losing = lost;
      done(result);
    });
  }

  async forceFlush(): Promise<void> {
    await this.inner.forceFlush?.();
  }

  async shutdown(): Promise<void> {
    await this.inner.shutdown();
  }
}
