import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { ConnectorOptions } from 'anthropic-admin-connector';
import type { DestinationStream } from 'pino';
import { checkSettingsFrom } from './checks/check-settings.js';
import { ChecksModule } from './checks/checks.module.js';
import { connectorSettingsOf } from './config/connector-settings.js';
import { settingsFrom } from './config/settings.js';
import { dropInTarget } from './drop-in/request-target.js';
import { HealthModule } from './health/health.module.js';
import { apiHeaders } from './http/api-headers.js';
import { keepAlive } from './http/keep-alive.js';
import { requestId } from './http/request-id.js';
import { neverCached } from './http/never-cached.js';
import { answerUnreadable } from './http/unreadable-requests.js';
import { sharedLimiterOf } from './limits/shared-limiter-of.js';
import { ThrottleModule } from './limits/throttle/throttle.module.js';
import { throttleSettingsFrom } from './limits/throttle/throttle-settings.js';
import { NestLogger } from './logging/nest-logger.js';
import { internalErrors, rootLogger } from './logging/root-logger.js';
import { requestLog } from './logging/request-log.js';
import { McpModule } from './mcp/http/mcp.module.js';
import { mcpSettingsFrom } from './mcp/http/mcp-settings.js';
import { measured } from './metrics/measured.js';
import { Metrics } from './metrics/metrics.js';
import { MetricsModule } from './metrics/metrics.module.js';
import { PlatformModule, type ConnectorModules } from './platform.module.js';
import { PORTAL_FOLDER, portalFiles } from './portal/portal-files.js';
import { portalSettingsFrom } from './sessions/portal-settings.js';
import { SessionsModule } from './sessions/sessions.module.js';
import { openStorage } from './stores/storage.js';
import { openTracing } from './tracing/tracing.js';
import { tracingSettingsFrom } from './tracing/tracing-settings.js';

/** How to make a platform; everything may be left out. */
export interface PlatformOptions {
  /** The platform's own variables; those of the process unless said. */
  readonly env?: NodeJS.ProcessEnv;
  /** Overrules what the connector reads from the environment. */
  readonly connector?: ConnectorOptions;
  /** Modules of more connectors, each with a provider marked by `@Connector({ id })`. */
  readonly modules?: ConnectorModules;
  /** Folder of the portal's built page. */
  readonly portalFolder?: string;
  /** Where the log goes; standard output unless said. */
  readonly logTo?: DestinationStream;
}

/**
 * Makes the platform; it does not listen yet.
 * @throws SettingsError or KeyringError that names the variable which keeps it from starting.
 *
 * @example
 * const app = await createPlatform();
 * await app.listen(3000, '127.0.0.1');
 */
export async function createPlatform(options: PlatformOptions = {}): Promise<NestExpressApplication> {
  const { env = process.env, connector = {}, modules = [], portalFolder = PORTAL_FOLDER, logTo } = options;
  const settings = settingsFrom(env);
  const mcp = mcpSettingsFrom(env, settings);
  const checks = checkSettingsFrom(env);
  const throttle = throttleSettingsFrom(env);
  const portal = portalSettingsFrom(env, settings, mcp.publicUrl);
  const { baseUrl, requestsPerMinute } = connectorSettingsOf(connector);
  const log = rootLogger(settings.logLevel, logTo);
  const report = internalErrors(log);
  const tracing = await openTracing(tracingSettingsFrom(env), log);
  const storage = await openStorage(settings, env, report);
  const limiter = sharedLimiterOf(storage.database, requestsPerMinute);
  const metrics = new Metrics();
  const ports = tracing.traced(
    measured(metrics, { ...storage.ports, ...limiter, onInternalError: report, ...connector }),
  );
  const platform = PlatformModule.with(settings, storage, ports, [
    HealthModule.with(storage, baseUrl),
    MetricsModule.with(metrics),
    ThrottleModule.with(throttle, storage.database, metrics),
    McpModule.with(mcp, storage),
    SessionsModule.with({
      settings: portal,
      storage,
      environment: settings.environment,
      clock: connector.runtime,
    }),
    ChecksModule.with({ settings: checks, storage, report, runtime: connector.runtime }),
    ...tracing.modules,
    ...modules,
  ]);
  const app = await NestFactory.create<NestExpressApplication>(platform, {
    logger: new NestLogger(log),
    bodyParser: false,
    abortOnError: false,
  }).catch(async (error: unknown) => {
    await storage.database.close();
    throw error;
  });
  app.disable('x-powered-by');
  app.disable('etag');
  app.use(
    ...tracing.middleware,
    requestId,
    requestLog(log),
    apiHeaders,
    neverCached,
    dropInTarget,
    portalFiles(portalFolder),
  );
  keepAlive(app.getHttpServer());
  answerUnreadable(app.getHttpServer());
  return app;
}
