import { Module } from '@nestjs/common';
import type { CredentialKeys } from 'anthropic-admin-connector';
import { ApprovalGate } from '../approvals/approval-gate.js';
import { AuditChain } from '../audit/audit-chain.js';
import { AuditModule } from '../audit/audit.module.js';
import { HeadSeal } from '../audit/entry.js';
import { Notices } from '../notices/notices.js';
import { SealedSets } from '../auth/sealed-set.js';
import { PLATFORM_SETTINGS, type PlatformSettings } from '../config/platform.config.js';
import { ConnectorDirectory } from '../connectors/connector-directory.js';
import { ConnectorsModule } from '../connectors/connectors.module.js';
import { Database } from '../database/database.js';
import { CREDENTIAL_KEYS } from '../installation/installation.module.js';
import { RowSeal } from '../security/seal.js';
import { PolicyCatalogue } from './cedar/catalogue.js';
import { CedarEngine } from './cedar/cedar-engine.js';
import { PolicyChanges } from './changes.js';
import { PolicyEvents } from './events.js';
import { GlassController } from './glass.controller.js';
import { TemplatesController } from './templates/templates.controller.js';
import { ExplainController } from './explain.controller.js';
import { PoliciesController } from './policies.controller.js';
import { PolicyPort } from './policy-port.js';
import { Replays } from './replay.js';
import { Judges } from './rules/judges.js';
import { InForceReader } from './stored/in-force.js';
import { PolicyStore } from './stored/policy-store.js';

/** The policies of tenants: what is allowed, what takes an approval, and what is refused. */
@Module({
  imports: [AuditModule, ConnectorsModule],
  controllers: [PoliciesController, GlassController, TemplatesController, ExplainController],
  providers: [
    CedarEngine,
    { provide: PolicyEvents, useFactory: eventsWith, inject: [Notices] },
    {
      provide: PolicyCatalogue,
      useFactory: (directory: ConnectorDirectory) => new PolicyCatalogue(directory),
      inject: [ConnectorDirectory],
    },
    {
      provide: PolicyStore,
      useFactory: (
        database: Database,
        { fingerprinter }: CredentialKeys,
        sets: SealedSets,
        { environment, policies }: PlatformSettings,
      ) => new PolicyStore(database, RowSeal.from(fingerprinter, environment), sets.policies, policies),
      inject: [Database, CREDENTIAL_KEYS, SealedSets, PLATFORM_SETTINGS],
    },
    {
      provide: Judges,
      useFactory: (engine: CedarEngine, catalogue: PolicyCatalogue) => new Judges(engine, catalogue),
      inject: [CedarEngine, PolicyCatalogue],
    },
    {
      provide: PolicyPort,
      useFactory: (store: PolicyStore, engine: CedarEngine, judges: Judges, gate: ApprovalGate) =>
        new PolicyPort(new InForceReader(store, engine), judges, gate),
      inject: [PolicyStore, CedarEngine, Judges, ApprovalGate],
    },
    {
      provide: PolicyChanges,
      useFactory: (
        store: PolicyStore,
        audit: AuditChain,
        engine: CedarEngine,
        catalogue: PolicyCatalogue,
        events: PolicyEvents,
        port: PolicyPort,
      ) =>
        new PolicyChanges({
          store,
          audit,
          engine,
          catalogue,
          events,
          forget: (tenantId) => port.forget(tenantId),
        }),
      inject: [PolicyStore, AuditChain, CedarEngine, PolicyCatalogue, PolicyEvents, PolicyPort],
    },
    {
      provide: Replays,
      useFactory: (database: Database, seal: HeadSeal, directory: ConnectorDirectory, judges: Judges) =>
        new Replays({ database, seal, directory, judges, now: Date.now }),
      inject: [Database, HeadSeal, ConnectorDirectory, Judges],
    },
  ],
  exports: [PolicyEvents, PolicyPort],
})
export class PoliciesModule {}

/** Everybody whom the tenant has notified of it learns who has broken the glass. */
function eventsWith(notices: Notices): PolicyEvents {
  const events = new PolicyEvents();
  events.onBrokenGlass(async ({ tenantId, actorId, reason, until }) => {
    await notices.send(tenantId, {
      event: 'policy.break_glass',
      title: 'A person has suspended the policies for themselves',
      text: `${actorId} calls without the policies until ${until}. Reason: ${reason}`,
      data: { actor: actorId, reason, until },
    });
  });
  return events;
}
