import { Global, Module, type DynamicModule } from '@nestjs/common';
import type { Runtime } from 'anthropic-admin-connector';
import { CONNECTOR_PORTS, type ConnectorOptions, type ConnectorPorts } from 'anthropic-admin-connector/kit';
import { AuditModule } from '../audit/audit.module.js';
import { DatabaseAudit } from '../audit/database-audit.js';
import type { PacingSettings } from '../config/anthropic.config.js';
import { Database } from '../database/database.js';
import { limiterOf } from '../limits/limiter/limiter-of.js';
import { DatabaseConnectionStore } from '../stores/connection-store.js';
import { DatabaseIdempotencyStore } from '../stores/idempotency-store.js';
import { StoresModule } from '../stores/stores.module.js';
import { PoliciesModule } from '../policies/policies.module.js';
import { PolicyPort } from '../policies/policy-port.js';
import { SwitchBoard } from '../switches/switch-board.js';
import { SwitchesModule } from '../switches/switches.module.js';
import { Tenants } from '../tenants/tenants.js';

/** What the ports need besides the platform's stores. */
export interface PortsOptions {
  readonly pacing: PacingSettings;
  readonly runtime: Runtime;
  /** Completes the ports over the platform's stores: with metrics, traces, and what a host overrides. */
  readonly complete: (ports: ConnectorPorts) => ConnectorPorts;
}

/** The ports among the options of a host: what every connector of the platform shares. */
export function portsIn({
  baseUrl: _baseUrl,
  timeoutMs: _timeoutMs,
  requestTimeoutMs: _requestTimeoutMs,
  maxRetries: _maxRetries,
  requestsPerMinute: _requestsPerMinute,
  maxWaiting: _maxWaiting,
  subjectShare: _subjectShare,
  maxAnswerBytes: _maxAnswerBytes,
  maxPullBytes: _maxPullBytes,
  maxHeldBytes: _maxHeldBytes,
  connections: _connections,
  name: _name,
  ...ports
}: ConnectorOptions): ConnectorPorts {
  return ports;
}

/** Offers the platform's stores, audit, switches and limiter to every connector, under `CONNECTOR_PORTS`. */
@Global()
@Module({ imports: [AuditModule, PoliciesModule, StoresModule, SwitchesModule] })
export class PortsModule {
  /** The ports of one platform. */
  static forRoot({ pacing, runtime, complete }: PortsOptions): DynamicModule {
    return {
      module: PortsModule,
      providers: [
        {
          provide: CONNECTOR_PORTS,
          inject: [
            DatabaseConnectionStore,
            DatabaseIdempotencyStore,
            DatabaseAudit,
            SwitchBoard,
            PolicyPort,
            Database,
            Tenants,
          ],
          useFactory: (
            store: DatabaseConnectionStore,
            idempotency: DatabaseIdempotencyStore,
            audit: DatabaseAudit,
            switches: SwitchBoard,
            policy: PolicyPort,
            database: Database,
            tenants: Tenants,
          ) =>
            complete({
              store,
              idempotency,
              audit,
              credentialAudit: audit.credential,
              credentialIntent: audit.credentialIntent,
              switches,
              policy,
              limiter: limiterOf(database, tenants, pacing, runtime),
            }),
        },
      ],
      exports: [CONNECTOR_PORTS],
    };
  }
}
