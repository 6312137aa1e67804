import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { ConnectorOptions } from 'anthropic-admin-connector';
import type { DestinationStream } from 'pino';
import { settingsFrom } from './config/settings.js';
import { requestId } from './http/request-id.js';
import { neverCached } from './http/never-cached.js';
import { answerUnreadable } from './http/unreadable-requests.js';
import { NestLogger } from './logging/nest-logger.js';
import { rootLogger } from './logging/root-logger.js';
import { requestLog } from './logging/request-log.js';
import { PlatformModule, type ConnectorModules } from './platform.module.js';

/** How to make a platform; everything may be left out. */
export interface PlatformOptions {
  /** The platform's own variables; those of the process unless said. */
  readonly env?: NodeJS.ProcessEnv;
  /** Overrules what the connector reads from the environment. */
  readonly connector?: ConnectorOptions;
  /** Modules of more connectors, each with a provider marked by `@Connector({ id })`. */
  readonly modules?: ConnectorModules;
  /** Where the log goes; standard output unless said. */
  readonly logTo?: DestinationStream;
}

/**
 * Makes the platform; it does not listen yet.
 * @throws SettingsError that names the variable which keeps it from starting.
 *
 * @example
 * const app = await createPlatform();
 * await app.listen(3000, '127.0.0.1');
 */
export async function createPlatform(options: PlatformOptions = {}): Promise<NestExpressApplication> {
  const { env = process.env, connector = {}, modules = [], logTo } = options;
  const settings = settingsFrom(env);
  const log = rootLogger(settings.logLevel, logTo);
  const app = await NestFactory.create<NestExpressApplication>(
    PlatformModule.with(settings, connector, modules),
    {
      logger: new NestLogger(log),
      bodyParser: false,
      abortOnError: false,
    },
  );
  app.disable('x-powered-by');
  app.disable('etag');
  app.use(requestId, requestLog(log), neverCached);
  answerUnreadable(app.getHttpServer());
  return app;
}
