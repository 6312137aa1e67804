import { ConfigurableModuleBuilder, Logger, Module } from '@nestjs/common';
import { ConfigModule, registerAs, type ConfigType } from '@nestjs/config';
import type { ConnectorOptions } from '../kit/engine/options.js';
import { AnthropicConnector } from './connector.js';
import { settingsFrom } from './environment.js';

/** The settings from the environment, as the namespace `anthropic` of @nestjs/config. */
export const anthropicConfig = registerAs('anthropic', () => settingsFrom(process.env));

const { ConfigurableModuleClass, MODULE_OPTIONS_TOKEN } = new ConfigurableModuleBuilder<ConnectorOptions>()
  .setClassMethodName('forRoot')
  .build();

const logger = new Logger('AnthropicConnector');

const logInternalError = (error: unknown, requestId: string): void =>
  logger.error(`Internal error of invocation ${requestId}`, error instanceof Error ? error.stack : undefined);

/**
 * Mounts the connector with `forRoot(options)` or `forRootAsync({ useFactory, inject })`; options take precedence over
 * the environment. It exports one provider, `AnthropicConnector`.
 */
@Module({
  imports: [ConfigModule.forFeature(anthropicConfig)],
  providers: [
    {
      provide: AnthropicConnector,
      useFactory: (options: ConnectorOptions, environment: ConfigType<typeof anthropicConfig>) =>
        new AnthropicConnector({ onInternalError: logInternalError, ...environment, ...options }),
      inject: [MODULE_OPTIONS_TOKEN, anthropicConfig.KEY],
    },
  ],
  exports: [AnthropicConnector],
})
export class AnthropicConnectorModule extends ConfigurableModuleClass {}
