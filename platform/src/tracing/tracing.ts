import type { ModuleMetadata } from '@nestjs/common';
import type { ConnectorOptions } from 'anthropic-admin-connector';
import type { RequestHandler } from 'express';
import type { Logger } from 'pino';
import type { TracingSettings } from './tracing.config.js';

/** What tracing adds to the platform. */
export interface Tracing {
  /** Begins the span of each request; comes before all other middleware. */
  readonly middleware: readonly RequestHandler[];
  readonly modules: NonNullable<ModuleMetadata['imports']>;
  /** Options of a connector under which its requests to the API are traced; whoever listened before still does. */
  traced<Options extends ConnectorOptions>(options: Options): Options;
}

const OFF: Tracing = { middleware: [], modules: [], traced: (options) => options };

/** Begins to trace where there is somebody to send spans to. Where there is nobody, nothing of OpenTelemetry is loaded. */
export async function openTracing(settings: TracingSettings, log: Logger): Promise<Tracing> {
  const { endpoint, serviceName } = settings;
  if (endpoint === undefined) return OFF;
  const { startTracing } = await import('./spans/start-tracing.js');
  return startTracing({ endpoint, serviceName }, log);
}
