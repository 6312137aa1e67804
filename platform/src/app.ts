import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { ACCESS_REVIEWS, SPEND_LEDGER, type ConnectorOptions } from 'anthropic-admin-connector';
import type { ConnectorPorts } from 'anthropic-admin-connector/kit';
import type { DestinationStream } from 'pino';
import { pacingOf } from './config/anthropic.config.js';
import { approvalLimitsFrom } from './approvals/approvals.config.js';
import { ApprovalsModule } from './approvals/approvals.module.js';
import { requireFittingKeys } from './audit/key-check.js';
import { anchorSettingsFrom } from './audit/anchors/anchors.config.js';
import { AuditWatchModule } from './audit/audit-watch.module.js';
import { dropInTarget } from './anthropic/drop-in/request-target.js';
import { checkSettingsFrom } from './checks/checks.config.js';
import { ChecksModule, SYSTEM_RUNTIME } from './checks/checks.module.js';
import { ConnectorDirectory } from './connectors/connector-directory.js';
import { requireProduction } from './config/production.js';
import { withSecretFiles } from './config/secret-files.js';
import { takeSecrets } from './config/secret-variables.js';
import { requireDataFolder, settingsFrom } from './config/platform.config.js';
import { openDatabase } from './database/database.js';
import { HealthModule } from './health/health.module.js';
import { apiHeaders, neverCached, requestId } from './http/middleware.js';
import { boundAddresses } from './http/addresses.js';
import { answerUnreadable, boundRequests } from './http/server.js';
import { serverSettingsFrom } from './http/server.config.js';
import { Shutdown } from './http/shutdown.js';
import { SlowReaders } from './http/slow-readers.js';
import { KeyringWatchModule, keyringGraceFrom } from './health/keyring-watch.module.js';
import { loadKeys } from './keys/load-keys.js';
import { AccessReviewsModule } from './access-reviews/access-reviews.module.js';
import { reviewLimitsFrom } from './access-reviews/access-reviews.config.js';
import { ReviewStore } from './access-reviews/review-store.js';
import { KeptSpend } from './ledger/kept-spend.js';
import { ledgerSettingsFrom } from './ledger/ledger.config.js';
import { LedgerModule } from './ledger/ledger.module.js';
import { InstallationModule } from './installation/installation.module.js';
import { throttleSettingsFrom } from './limits/throttle/throttle.config.js';
import { ThrottleModule } from './limits/throttle/throttle.module.js';
import { NestLogger } from './logging/nest-logger.js';
import { logLife } from './logging/life-log.js';
import { fewerFilesThanConnections } from './config/open-files.js';
import { brokenConnections, internalErrors, rootLogger, stateChanges } from './logging/root-logger.js';
import { requestLog } from './logging/request-log.js';
import { mcpSettingsFrom } from './mcp/http/mcp.config.js';
import { McpModule } from './mcp/http/mcp.module.js';
import { VERSION } from './config/package-info.js';
import { measured } from './metrics/measured.js';
import { metricsSettingsFrom } from './metrics/metrics.config.js';
import { Metrics } from './metrics/metrics.js';
import { MetricsModule } from './metrics/metrics.module.js';
import { noticeSettingsFrom } from './notices/notices.config.js';
import { NoticesModule } from './notices/notices.module.js';
import { PlatformModule, type Modules } from './platform.module.js';
import { portsIn } from './ports/ports.module.js';
import { PORTAL_FOLDER, portalFiles } from './portal/portal-files.js';
import { portalSettingsFrom } from './sessions/portal.config.js';
import { SessionsModule } from './sessions/sessions.module.js';
import { tracingSettingsFrom } from './tracing/tracing.config.js';
import { openTracing } from './tracing/tracing.js';
import { RowSeal } from './security/seal.js';
import { adoptionBy } from './stores/adopt-records.js';
import { withinToken } from './switches/switch-board.js';
import { VAULT_DOMAIN } from './security/vault-domain.js';

/** Ports by which service tokens stay within their limits, also where a host has switches of its own. */
const withLimits = (ports: ConnectorPorts): ConnectorPorts => ({
  ...ports,
  switches: withinToken(ports.switches),
});

/** Options of a platform; all are optional. */
export interface PlatformOptions {
  /** The platform's own variables; default: those of the process, from which the secrets are taken out. */
  readonly env?: NodeJS.ProcessEnv;
  /** Overrides what the Anthropic connector reads from the environment; its ports override those of every connector. */
  readonly connector?: ConnectorOptions;
  /** Modules of further connectors, each with a provider that `isConnector` recognizes. */
  readonly modules?: Modules;
  /** Folder of the portal's built page. */
  readonly portalFolder?: string;
  /** Where the log goes; default: standard output. */
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
  const { connector = {}, modules = [], portalFolder = PORTAL_FOLDER, logTo } = options;
  const env = withSecretFiles(options.env ?? takeSecrets());
  const settings = settingsFrom(env);
  if (settings.production) requireProduction(env);
  const server = serverSettingsFrom(env);
  const { dataDir, environment, production, logLevel } = settings;
  const { runtime } = connector;
  const pacing = pacingOf(connector);
  if (!production || settings.databaseUrl === undefined) requireDataFolder(dataDir);
  const log = rootLogger(logLevel, logTo);
  const keyringGraceMs = keyringGraceFrom(env);
  const report = internalErrors(log);
  const shutdown = new Shutdown(server.shutdown, log);
  const metrics = new Metrics(VERSION);
  const tracingSettings = tracingSettingsFrom(env);
  const featureModules = [
    KeyringWatchModule.register({ graceMs: keyringGraceMs, log }),
    HealthModule,
    MetricsModule.forRoot(metrics, {
      ...metricsSettingsFrom(env, tracingSettings),
      connectors: () => app.get(ConnectorDirectory).ids,
      log,
    }),
    McpModule.register(mcpSettingsFrom(env, settings)),
    ChecksModule.register({ settings: checkSettingsFrom(env), report, log, runtime }),
    LedgerModule.register({ settings: ledgerSettingsFrom(env), report, runtime }),
    ThrottleModule.register(throttleSettingsFrom(env)),
    AuditWatchModule.register(anchorSettingsFrom(env)),
    NoticesModule.forRoot(noticeSettingsFrom(env)),
    ApprovalsModule.forRoot(approvalLimitsFrom(env)),
    SessionsModule.register({ settings: portalSettingsFrom(env, settings), clock: runtime }),
  ];
  const tracing = await openTracing(tracingSettings, log);
  const keys = await loadKeys(env, {
    production,
    environment,
    domain: VAULT_DOMAIN,
    demoFolder: dataDir,
  });
  const database = await openDatabase(
    settings,
    brokenConnections(log, () => metrics.databaseConnectionsBroken.inc()),
    adoptionBy(RowSeal.from(keys.fingerprinter, settings.environment)),
  );
  await requireFittingKeys(database, keys.fingerprinter, environment).catch(async (error: unknown) => {
    await database.close();
    throw error;
  });
  const reviews = new ReviewStore(
    database,
    RowSeal.from(keys.fingerprinter, settings.environment),
    reviewLimitsFrom(env),
  );
  const sources = { [SPEND_LEDGER]: new KeptSpend(database), [ACCESS_REVIEWS]: reviews };
  const platform = PlatformModule.forRoot(
    {
      pacing,
      runtime: runtime ?? SYSTEM_RUNTIME,
      complete: (ports) =>
        tracing.traced(
          measured(
            metrics,
            { pacing, onStateChange: stateChanges(log) },
            withLimits({ ...ports, sources, onInternalError: report, ...portsIn(connector) }),
          ),
        ),
    },
    connector,
    [
      InstallationModule.forRoot({ settings, pacing, database, keys, shutdown, report }),
      ...featureModules,
      AccessReviewsModule.forRoot(reviews),
      ...tracing.modules,
      ...modules,
    ],
  );
  const app = await NestFactory.create<NestExpressApplication>(platform, {
    logger: new NestLogger(log),
    bodyParser: false,
    abortOnError: false,
  }).catch(async (error: unknown) => {
    await database.close();
    throw error;
  });
  app.disable('x-powered-by');
  app.disable('etag');
  app.use(
    ...tracing.middleware,
    requestId,
    requestLog(log, metrics),
    apiHeaders,
    neverCached,
    dropInTarget,
    portalFiles(portalFolder),
  );
  app.set('trust proxy', [...server.trustedProxies]);
  boundRequests(app.getHttpServer());
  new SlowReaders(app.getHttpServer(), server, (reason) => metrics.connectionsClosed.inc({ reason }));
  boundAddresses(app.getHttpServer(), server, () =>
    metrics.connectionsClosed.inc({ reason: 'too_many_of_address' }),
  );
  answerUnreadable(app.getHttpServer());
  shutdown.watch(app.getHttpServer());
  const warning = fewerFilesThanConnections(server.maxConnections);
  logLife(app.getHttpServer(), log, { database, environment, production, warning });
  return app;
}
