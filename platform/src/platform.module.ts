import { Module, type DynamicModule, type ModuleMetadata } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_INTERCEPTOR } from '@nestjs/core';
import { AnthropicConnectorModule, type ConnectorOptions } from 'anthropic-admin-connector';
import { AuditModule } from './audit/audit.module.js';
import { DatabaseAudit } from './audit/database-audit.js';
import { AuthGuard } from './auth/auth.guard.js';
import { TokenVerifier } from './auth/token-verifier.js';
import { CONNECTOR } from './config/connector.config.js';
import { ConnectorsModule } from './connectors/connectors.module.js';
import { Database } from './database/database.js';
import { DropInModule } from './drop-in/drop-in.module.js';
import { ExportsModule } from './exports/exports.module.js';
import { ProblemFilter } from './http/problem.filter.js';
import { ReadJsonInterceptor } from './http/read-json.interceptor.js';
import { GracefulStop } from './http/server.js';
import { sharedLimiterOf } from './limits/limiter/shared-limiter.js';
import { ThrottleGuard } from './limits/throttle/throttle.module.js';
import { PermissionGuard } from './permissions/permission.guard.js';
import { PortalController } from './portal/portal.controller.js';
import { RestModule } from './rest/rest.module.js';
import { DatabaseConnectionStore } from './stores/connection-store.js';
import { DatabaseIdempotencyStore } from './stores/idempotency-store.js';
import { StoresModule } from './stores/stores.module.js';
import { SwitchBoard } from './switches/switch-board.js';
import { SwitchesModule } from './switches/switches.module.js';

/** Nest modules, such as those of further connectors. */
export type Modules = NonNullable<ModuleMetadata['imports']>;

/** How to mount the Anthropic connector. */
export interface ConnectorParts {
  /** Requests per minute for one organization. */
  readonly requestsPerMinute: number;
  /** Completes the options that the platform's stores give: with metrics, traces, and what a host overrides. */
  readonly complete: (ports: ConnectorOptions) => ConnectorOptions;
}

/** The platform: its features, and what applies to every request. */
@Module({
  imports: [
    AuditModule,
    ConnectorsModule,
    DropInModule,
    ExportsModule,
    RestModule,
    StoresModule,
    SwitchesModule,
  ],
  controllers: [PortalController],
  providers: [
    TokenVerifier,
    GracefulStop,
    // Guards run in this order.
    { provide: APP_GUARD, useClass: AuthGuard },
    { provide: APP_GUARD, useClass: ThrottleGuard },
    { provide: APP_GUARD, useClass: PermissionGuard },
    { provide: APP_INTERCEPTOR, useClass: ReadJsonInterceptor },
    { provide: APP_FILTER, useClass: ProblemFilter },
  ],
})
export class PlatformModule {
  /** The platform with the Anthropic connector and the modules that have settings. */
  static forRoot(connector: ConnectorParts, modules: Modules): DynamicModule {
    return { module: PlatformModule, imports: [anthropicConnector(connector), ...modules] };
  }
}

/** The Anthropic connector over the platform's stores. */
const anthropicConnector = ({ requestsPerMinute, complete }: ConnectorParts): DynamicModule =>
  AnthropicConnectorModule.forRootAsync({
    imports: [AuditModule, StoresModule, SwitchesModule],
    inject: [DatabaseConnectionStore, DatabaseIdempotencyStore, DatabaseAudit, SwitchBoard, Database],
    useFactory: (
      store: DatabaseConnectionStore,
      idempotency: DatabaseIdempotencyStore,
      audit: DatabaseAudit,
      switches: SwitchBoard,
      database: Database,
    ) =>
      complete({
        store,
        idempotency,
        audit,
        credentialAudit: audit.credential,
        switches: switches.portOf(CONNECTOR),
        ...sharedLimiterOf(database, requestsPerMinute),
      }),
  });
