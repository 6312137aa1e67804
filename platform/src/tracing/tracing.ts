import type { ModuleMetadata } from '@nestjs/common';
import type { ConnectorPorts } from 'anthropic-admin-connector';
import type { RequestHandler } from 'express';
import type { Logger } from 'pino';
import type { TracingSettings } from './tracing.config.js';

/** What tracing adds to the platform. */
export interface Tracing {
  /** Starts the span of each request; must come before all other middleware. */
  readonly middleware: readonly RequestHandler[];
  readonly modules: NonNullable<ModuleMetadata['imports']>;
  /** Adds tracing of invocations and requests to the ports of connectors; the given ports are still called. */
  traced<Ports extends ConnectorPorts>(ports: Ports): Ports;
}

const OFF: Tracing = { middleware: [], modules: [], traced: (ports) => ports };

/** Starts tracing if a collector is configured; otherwise nothing of OpenTelemetry is loaded. */
export async function openTracing(settings: TracingSettings, log: Logger): Promise<Tracing> {
  const { endpoint, serviceName } = settings;
  if (endpoint === undefined) return OFF;
  const { startTracing } = await import('./spans/start-tracing.js');
  return startTracing({ endpoint, serviceName }, log);
}
