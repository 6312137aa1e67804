import { Logger, Module } from '@nestjs/common';
import { ConfigModule, registerAs, type ConfigType } from '@nestjs/config';
import { ConfigurableModuleClass, MODULE_OPTIONS_TOKEN } from './anthropic-connector.module-definition.js';
import { AnthropicConnector, CONNECTOR_OPTIONS } from './connector.js';
import type { ConnectorOptions } from './connector-options.js';
import { settingsFrom } from './environment.js';

/** The settings that the environment gives, as a namespace of @nestjs/config. */
export const anthropicConfig = registerAs('anthropic', () => settingsFrom(process.env));

const logger = new Logger('AnthropicConnector');

/** Options win over the environment. */
const resolveOptions = (
  options: ConnectorOptions,
  environment: ConfigType<typeof anthropicConfig>,
): ConnectorOptions => ({
  onInternalError: (error, requestId) =>
    logger.error(
      `Internal error of invocation ${requestId}`,
      error instanceof Error ? error.stack : undefined,
    ),
  ...environment,
  ...options,
});

/** Mounts the connector; it exports one thing, the `AnthropicConnector`. */
@Module({
  imports: [ConfigModule.forFeature(anthropicConfig)],
  providers: [
    {
      provide: CONNECTOR_OPTIONS,
      useFactory: resolveOptions,
      inject: [MODULE_OPTIONS_TOKEN, anthropicConfig.KEY],
    },
    AnthropicConnector,
  ],
  exports: [AnthropicConnector],
})
export class AnthropicConnectorModule extends ConfigurableModuleClass {}
