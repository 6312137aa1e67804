import { Global, Module, type DynamicModule } from '@nestjs/common';
import type { CredentialKeys } from 'anthropic-admin-connector';
import { AuditChain } from '../audit/audit-chain.js';
import { DatabaseAudit } from '../audit/database-audit.js';
import { AuditModule } from '../audit/audit.module.js';
import { SealedSets } from '../auth/sealed-set.js';
import { PLATFORM_SETTINGS, type PlatformSettings } from '../config/platform.config.js';
import { ConnectorsModule } from '../connectors/connectors.module.js';
import { Database } from '../database/database.js';
import { moment } from '../database/schema.js';
import { CREDENTIAL_KEYS } from '../installation/installation.module.js';
import { CLEANING_MS, Maintenance } from '../installation/maintenance.js';
import { Notices } from '../notices/notices.js';
import { RowSeal } from '../security/seal.js';
import { ServiceTokensModule } from '../service-tokens/service-tokens.module.js';
import { ApprovalApplier } from './approval-applier.js';
import { ApprovalBook } from './approval-book.js';
import { ApprovalDesk } from './approval-desk.js';
import { ApprovalGate } from './approval-gate.js';
import { noticeOf } from './approval-notice.js';
import { ApprovalStore } from './approval-store.js';
import { ApprovalWaits } from './approval-waits.js';
import type { ApprovalLimits } from './approvals.config.js';
import { ApprovalsController } from './approvals.controller.js';
import { UndoController } from './undo.controller.js';
import { Undo } from './undo.js';

/** How often leases of calls in progress are renewed, and left ones looked for, milliseconds. */
const RENEWED_MS = 5_000;

const BATCH = 500;

/** Approvals: what opens, decides and uses them. */
@Global()
@Module({})
export class ApprovalsModule {
  constructor(
    maintenance: Maintenance,
    book: ApprovalBook,
    applier: ApprovalApplier,
    undo: Undo,
    audit: DatabaseAudit,
  ) {
    if (book.settings.recordsBefore === true) audit.recordBefore(undo);
    maintenance.every(RENEWED_MS, () => book.renew());
    maintenance.every(RENEWED_MS, async () => {
      for (const { tenantId, id } of await book.store.expired(BATCH)) {
        const approval = await book.store.find(tenantId, id);
        if (approval) await book.end(approval);
      }
      await applier.applyLeft();
    });
    maintenance.every(CLEANING_MS, async () => {
      const before = moment(Date.now(), -book.settings.keepMs);
      while ((await book.store.forget(before, BATCH)) === BATCH);
    });
  }

  /** The module with its settings. */
  static forRoot(limits: ApprovalLimits): DynamicModule {
    return {
      module: ApprovalsModule,
      imports: [AuditModule, ConnectorsModule, ServiceTokensModule],
      controllers: [ApprovalsController, UndoController],
      providers: [
        {
          provide: ApprovalStore,
          useFactory: (
            database: Database,
            { fingerprinter }: CredentialKeys,
            { environment }: PlatformSettings,
            sets: SealedSets,
          ) =>
            new ApprovalStore(
              database,
              RowSeal.from(fingerprinter, environment),
              sets.approvals,
              Date.now,
              limits,
            ),
          inject: [Database, CREDENTIAL_KEYS, PLATFORM_SETTINGS, SealedSets],
        },
        {
          provide: ApprovalWaits,
          useFactory: (store: ApprovalStore) => new ApprovalWaits(store),
          inject: [ApprovalStore],
        },
        {
          provide: ApprovalBook,
          useFactory: (
            store: ApprovalStore,
            audit: AuditChain,
            database: Database,
            settings: PlatformSettings,
            waits: ApprovalWaits,
            notices: Notices,
          ) => {
            const book: ApprovalBook = new ApprovalBook(
              store,
              audit,
              database,
              { ...limits, page: pageOf(settings) },
              async (event, approval) => {
                waits.changed(approval.tenantId);
                const notice = noticeOf(event, approval, book.urlOf(approval.id));
                if (notice) await notices.send(approval.tenantId, notice);
              },
            );
            return book;
          },
          inject: [ApprovalStore, AuditChain, Database, PLATFORM_SETTINGS, ApprovalWaits, Notices],
        },
        ApprovalGate,
        ApprovalApplier,
        ApprovalDesk,
        Undo,
      ],
      exports: [ApprovalGate, ApprovalBook, ApprovalDesk],
    };
  }
}

/** The portal's page of approvals. */
function pageOf({ publicUrl, host, port }: PlatformSettings): string | undefined {
  if (publicUrl) return `${publicUrl.href.replace(/\/$/, '')}/#/approvals/`;
  return port === 0 ? undefined : `http://${host}:${port}/#/approvals/`;
}
