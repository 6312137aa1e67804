import {
  ConfigurableModuleBuilder,
  Inject,
  Logger,
  Module,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { ConfigModule, registerAs, type ConfigType } from '@nestjs/config';
import { DiscoveryService } from '@nestjs/core';
import { AnthropicConnector } from './connector.js';
import type { ConnectorOptions } from './connector-options.js';
import { settingsFrom } from './environment.js';

/** Marks a class as a connector, so a host finds it through `DiscoveryService` without naming it. */
export const Connector = DiscoveryService.createDecorator<{ id: string }>();

/** The settings from the environment, as the namespace `anthropic` of @nestjs/config. */
export const anthropicConfig = registerAs('anthropic', () => settingsFrom(process.env));

const { ConfigurableModuleClass, MODULE_OPTIONS_TOKEN } = new ConfigurableModuleBuilder<ConnectorOptions>()
  .setClassMethodName('forRoot')
  .build();

const logger = new Logger('AnthropicConnector');

const logInternalError = (error: unknown, requestId: string): void =>
  logger.error(`Internal error of invocation ${requestId}`, error instanceof Error ? error.stack : undefined);

/** The connector as Nest makes it; the class that it extends needs no Nest. */
@Connector({ id: 'anthropic' })
class NestAnthropicConnector extends AnthropicConnector implements OnApplicationShutdown {
  /** Options take precedence over the environment. */
  constructor(
    @Inject(MODULE_OPTIONS_TOKEN) options: ConnectorOptions,
    @Inject(anthropicConfig.KEY) environment: ConfigType<typeof anthropicConfig>,
  ) {
    super({ onInternalError: logInternalError, ...environment, ...options });
  }

  onApplicationShutdown(): Promise<void> {
    return this.close();
  }
}

/**
 * Mounts the connector with `forRoot(options)` or `forRootAsync({ useFactory, inject })`; it exports one provider,
 * `AnthropicConnector`.
 */
@Module({
  imports: [ConfigModule.forFeature(anthropicConfig)],
  providers: [{ provide: AnthropicConnector, useClass: NestAnthropicConnector }],
  exports: [AnthropicConnector],
})
export class AnthropicConnectorModule extends ConfigurableModuleClass {}
