import type { ModuleMetadata } from '@nestjs/common';
import type { ConnectorOptions } from 'anthropic-admin-connector';
import type { RequestHandler } from 'express';
import type { Logger } from 'pino';
import type { TracingSettings } from './tracing.config.js';

/** What tracing adds to the platform. */
export interface Tracing {
  /** Starts the span of each request; must come before all other middleware. */
  readonly middleware: readonly RequestHandler[];
  readonly modules: NonNullable<ModuleMetadata['imports']>;
  /** Adds tracing of API requests to the options of a connector; the given ports are still called. */
  traced<Options extends ConnectorOptions>(options: Options): Options;
}

const OFF: Tracing = { middleware: [], modules: [], traced: (options) => options };

/** Starts tracing if a collector is configured; otherwise nothing of OpenTelemetry is loaded. */
export async function openTracing(settings: TracingSettings, log: Logger): Promise<Tracing> {
  const { endpoint, serviceName } = settings;
  if (endpoint === undefined) return OFF;
  const { startTracing } = await import('./spans/start-tracing.js');
  return startTracing({ endpoint, serviceName }, log);
}
