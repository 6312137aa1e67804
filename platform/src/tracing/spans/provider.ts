import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { BatchSpanProcessor, NodeTracerProvider } from '@opentelemetry/sdk-trace-node';
import { ATTR_SERVICE_NAME, ATTR_SERVICE_VERSION } from '@opentelemetry/semantic-conventions';
import { SERVER_INFO } from '../../mcp/server-info.js';
import { ToldExporter } from './told-exporter.js';

/** Where spans go, and under which name. */
export interface ProviderOptions {
  readonly endpoint: URL;
  readonly serviceName: string;
}

/** Opens the way to a collector; `failed` is told when spans begin to be lost. */
export const openProvider = (
  { endpoint, serviceName }: ProviderOptions,
  failed: () => void,
): NodeTracerProvider =>
  new NodeTracerProvider({
    resource: resourceFromAttributes({
      [ATTR_SERVICE_NAME]: serviceName,
      [ATTR_SERVICE_VERSION]: SERVER_INFO.version,
    }),
    spanProcessors: [
      new BatchSpanProcessor(new ToldExporter(new OTLPTraceExporter({ url: endpoint.href }), failed)),
    ],
  });
