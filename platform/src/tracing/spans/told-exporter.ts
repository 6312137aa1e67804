import type { SpanExporter } from '@opentelemetry/sdk-trace-node';

type Spans = Parameters<SpanExporter['export']>[0];
type Callback = Parameters<SpanExporter['export']>[1];

/** `ExportResultCode.SUCCESS` of OpenTelemetry. */
const SUCCESS = 0;

/** Tells when spans begin to be lost: once, and not again before some have come through. */
export class ToldExporter implements SpanExporter {
  #losing = false;

  constructor(
    private readonly inner: SpanExporter,
    private readonly failed: () => void,
  ) {}

  export(spans: Spans, done: Callback): void {
    this.inner.export(spans, (result) => {
      const lost = result.code !== SUCCESS;
      if (lost && !this.#losing) this.failed();
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
