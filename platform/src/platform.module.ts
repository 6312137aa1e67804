import { Module, type DynamicModule, type ModuleMetadata } from '@nestjs/common';
import { ConfigModule, registerAs } from '@nestjs/config';
import { APP_FILTER, APP_GUARD, APP_INTERCEPTOR } from '@nestjs/core';
import { AnthropicConnectorModule, type ConnectorOptions } from 'anthropic-admin-connector';
import { AuditController } from './audit/audit.controller.js';
import { AuthGuard } from './auth/auth.guard.js';
import { TokenVerifier } from './auth/token-verifier.js';
import { PLATFORM } from './config/platform-config.js';
import type { PlatformSettings } from './config/settings.js';
import { CatalogController } from './connectors/catalog.controller.js';
import { ConnectionsController } from './connectors/connections.controller.js';
import { ConnectorsModule } from './connectors/connectors.module.js';
import { InvocationsController } from './connectors/invocations.controller.js';
import { DropInModule } from './drop-in/drop-in.module.js';
import { ExportsModule } from './exports/exports.module.js';
import { GracefulStop } from './http/graceful-stop.js';
import { ReadJsonInterceptor } from './http/read-json.interceptor.js';
import { ThrottleGuard } from './limits/throttle/throttle.guard.js';
import { PermissionGuard } from './permissions/permission.guard.js';
import { ProblemFilter } from './problems/problem.filter.js';
import { StorageLifecycle } from './stores/storage-lifecycle.js';
import { STORAGE, type Storage } from './stores/storage.js';
import { SwitchesModule } from './switches/switches.module.js';

/** Modules that bring connectors with them. */
export type ConnectorModules = NonNullable<ModuleMetadata['imports']>;

/** The platform: what it mounts, and the routes to it. */
@Module({
  controllers: [CatalogController, ConnectionsController, InvocationsController, AuditController],
  providers: [
    TokenVerifier,
    GracefulStop,
    StorageLifecycle,
    { provide: APP_GUARD, useClass: AuthGuard },
    { provide: APP_GUARD, useClass: ThrottleGuard },
    { provide: APP_GUARD, useClass: PermissionGuard },
    { provide: APP_INTERCEPTOR, useClass: ReadJsonInterceptor },
    { provide: APP_FILTER, useClass: ProblemFilter },
  ],
})
export class PlatformModule {
  /** Mounts the Anthropic connector, and others beside it. */
  static with(
    settings: PlatformSettings,
    storage: Storage,
    connector: ConnectorOptions,
    more: ConnectorModules,
  ): DynamicModule {
    return {
      module: PlatformModule,
      providers: [{ provide: STORAGE, useValue: storage }],
      imports: [
        ConfigModule.forFeature(registerAs(PLATFORM, () => settings)),
        ConnectorsModule,
        ExportsModule,
        DropInModule,
        SwitchesModule.with(storage),
        AnthropicConnectorModule.forRoot({ ...storage.ports, ...connector }),
        ...more,
      ],
    };
  }
}
