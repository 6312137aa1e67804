import { Module, type DynamicModule, type ModuleMetadata } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_INTERCEPTOR } from '@nestjs/core';
import type { ConnectorOptions } from 'anthropic-admin-connector';
import { CONNECTOR_PORTS, type ConnectorPorts } from 'anthropic-admin-connector/kit';
import { AnthropicConnectorModule } from 'anthropic-admin-connector/nest';
import { AuditModule } from './audit/audit.module.js';
import { AuthGuard, RefusedRequests } from './auth/auth.guard.js';
import { TokenVerifier } from './auth/token-verifier.js';
import { ConnectorsModule } from './connectors/connectors.module.js';
import { DropInModule } from './anthropic/drop-in/drop-in.module.js';
import { ExportsModule } from './exports/exports.module.js';
import { ProblemFilter } from './http/problem.filter.js';
import { ReadJsonInterceptor } from './http/read-json.interceptor.js';
import { ShutdownHooks } from './http/shutdown-hooks.js';
import { Throttle, ThrottleGuard } from './limits/throttle/throttle.js';
import { KeyUseModule } from './key-use/key-use.module.js';
import { PermissionGuard } from './permissions/permissions.js';
import { PortalController } from './portal/portal.controller.js';
import { PortsModule, type PortsOptions } from './ports/ports.module.js';
import { RestModule } from './rest/rest.module.js';
import { RevocationsModule } from './revocations/revocations.module.js';
import { ServiceTokensModule } from './service-tokens/service-tokens.module.js';
import { SpendExportModule } from './spend-export/spend-export.module.js';
import { StoresModule } from './stores/stores.module.js';
import { SwitchesModule } from './switches/switches.module.js';
import { TenantGuard } from './tenants/tenants.js';

/** Nest modules, such as those of further connectors. */
export type Modules = NonNullable<ModuleMetadata['imports']>;

/** The platform: its features, and what applies to every request. */
@Module({
  imports: [
    AuditModule,
    ConnectorsModule,
    DropInModule,
    ExportsModule,
    KeyUseModule,
    RestModule,
    RevocationsModule,
    ServiceTokensModule,
    SpendExportModule,
    StoresModule,
    SwitchesModule,
  ],
  controllers: [PortalController],
  providers: [
    TokenVerifier,
    ShutdownHooks,
    { provide: RefusedRequests, useExisting: Throttle },
    // Guards run in this order.
    { provide: APP_GUARD, useClass: AuthGuard },
    { provide: APP_GUARD, useClass: ThrottleGuard },
    { provide: APP_GUARD, useClass: TenantGuard },
    { provide: APP_GUARD, useClass: PermissionGuard },
    { provide: APP_INTERCEPTOR, useClass: ReadJsonInterceptor },
    { provide: APP_FILTER, useClass: ProblemFilter },
  ],
})
export class PlatformModule {
  /**
   * The platform with the Anthropic connector and the modules that have settings; `overrides` take precedence over
   * the ports.
   */
  static forRoot(ports: PortsOptions, overrides: ConnectorOptions, modules: Modules): DynamicModule {
    return {
      module: PlatformModule,
      imports: [PortsModule.forRoot(ports), anthropicConnector(overrides), ...modules],
    };
  }
}

const anthropicConnector = (overrides: ConnectorOptions): DynamicModule =>
  AnthropicConnectorModule.forRootAsync({
    inject: [CONNECTOR_PORTS],
    useFactory: (ports: ConnectorPorts) => ({ ...overrides, ...ports }),
  });
