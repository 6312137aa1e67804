import {
  ConfigurableModuleBuilder,
  Logger,
  Module,
  type ConfigurableModuleAsyncOptions,
  type DynamicModule,
} from '@nestjs/common';
import { ConfigModule, registerAs, type ConfigType } from '@nestjs/config';
import { ModulesContainer } from '@nestjs/core';
import { AnthropicConnector } from '../connector/connector.js';
import { settingsFrom } from '../connector/environment.js';
import type { ConnectorOptions } from '../kit/engine/options.js';
import { getConnectorToken } from './connector-token.js';
import { instanceOf } from './instances.js';

/** The settings from the environment, as the namespace `anthropic` of @nestjs/config. */
export const anthropicConfig = registerAs('anthropic', () => settingsFrom(process.env));

/** What a module says of an instance before its options are known. */
interface Mounting {
  /** Name of this instance: it is then injected with `InjectConnector(name)`. */
  readonly name?: string | undefined;
  /** True: every module of the application can inject the instance without an import. */
  readonly isGlobal?: boolean | undefined;
}

/** Where a global instance without a name is offered to modules that import `AnthropicConnectorModule` as it is. */
const GLOBAL_CONNECTOR = Symbol('AnthropicConnector of the whole application');

const NOT_MOUNTED: Mounting = { name: undefined, isGlobal: false };

type Options = Omit<ConnectorOptions, 'name'>;

/** Options of `AnthropicConnectorModule.forRoot`: those of the connector, and how it is mounted. */
export type ConnectorModuleOptions = Options & Mounting;

/** Options of `AnthropicConnectorModule.forRootAsync`. */
export type ConnectorModuleAsyncOptions = ConfigurableModuleAsyncOptions<Options> & Mounting;

const { ConfigurableModuleClass, MODULE_OPTIONS_TOKEN } = new ConfigurableModuleBuilder<Options>()
  .setClassMethodName('forRoot')
  .setExtras(NOT_MOUNTED, mounted)
  .build();

const logger = new Logger('AnthropicConnector');

const logInternalError = (error: unknown, requestId: string): void =>
  logger.error(
    `Internal error of invocation ${requestId}`,
    error instanceof Error ? error.stack : String(error),
  );

function mounted(definition: DynamicModule, { name, isGlobal = false }: Mounting): DynamicModule {
  const token = getConnectorToken(name);
  const offered = isGlobal && name === undefined ? [GLOBAL_CONNECTOR] : [];
  return {
    ...definition,
    global: isGlobal,
    imports: [...(definition.imports ?? []), ConfigModule.forFeature(anthropicConfig)],
    providers: [
      ...(definition.providers ?? []),
      {
        provide: token,
        useFactory: (
          application: ModulesContainer,
          options: ConnectorOptions,
          environment: ConfigType<typeof anthropicConfig>,
        ) => {
          requireNoName(options);
          return instanceOf(application, {
            onInternalError: logInternalError,
            ...environment,
            ...given(options),
            ...(name === undefined ? {} : { name }),
          });
        },
        inject: [ModulesContainer, MODULE_OPTIONS_TOKEN, anthropicConfig.KEY],
      },
      ...offered.map((provide) => ({ provide, useExisting: token })),
    ],
    exports: [token, ...offered],
  };
}

/** Options without those that are undefined, which must not hide the environment. */
const given = (options: ConnectorOptions): ConnectorOptions =>
  Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));

/** The token is needed before a factory runs, so a factory cannot name its instance. */
function requireNoName({ name }: ConnectorOptions): void {
  if (name === undefined) return;
  throw new TypeError(
    `Give the name beside the factory, not in what it returns: forRootAsync({ name: '${name}', useFactory }).`,
  );
}

/** One mounted instance. */
@Module({})
class AnthropicConnectorInstance extends ConfigurableModuleClass {}

/**
 * Mounts the connector with `forRoot(options)` or `forRootAsync({ useFactory, inject })`; options take precedence over
 * the environment. It exports one provider: `AnthropicConnector`, or `getConnectorToken(name)` where it has a name.
 * Modules that mount it with the same options share one connector. Without `forRoot` it is the connector of a module
 * that was mounted with `isGlobal`.
 *
 * @example
 * imports: [AnthropicConnectorModule.forRoot({ isGlobal: true, timeoutMs: 10_000 })]
 */
@Module({
  providers: [
    {
      provide: AnthropicConnector,
      useFactory: (connector?: AnthropicConnector) => {
        if (connector) return connector;
        throw new Error(
          'AnthropicConnectorModule is imported without options, and no module mounts a connector for the whole application. ' +
            'Import AnthropicConnectorModule.forRoot({ isGlobal: true }) in the root module, or call forRoot() here.',
        );
      },
      inject: [{ token: GLOBAL_CONNECTOR, optional: true }],
    },
  ],
  exports: [AnthropicConnector],
})
export class AnthropicConnectorModule {
  /** Mounts an instance whose options are known; without options its settings come from the environment. */
  static forRoot(options: ConnectorModuleOptions = {}): DynamicModule {
    return AnthropicConnectorInstance.forRoot(options);
  }

  /** Mounts an instance whose options come from a factory, a class with a method `create`, or a provider of one. */
  static forRootAsync(options: ConnectorModuleAsyncOptions): DynamicModule {
    return AnthropicConnectorInstance.forRootAsync(options);
  }
}
