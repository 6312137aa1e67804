import { Module } from '@nestjs/common';
import { AuditChain } from '../audit/audit-chain.js';
import { AuditModule } from '../audit/audit.module.js';
import { ConnectorsModule } from '../connectors/connectors.module.js';
import { Database } from '../database/database.js';
import { Tenants } from '../tenants/tenants.js';
import { SwitchBoard } from './switch-board.js';
import { SwitchStore } from './switch-store.js';
import { SwitchesController } from './switches.controller.js';

/** The switches by which a tenant turns actions off. */
@Module({
  imports: [AuditModule, ConnectorsModule],
  controllers: [SwitchesController],
  providers: [
    {
      provide: SwitchBoard,
      useFactory: ({ db }: Database, audit: AuditChain, tenants: Tenants) =>
        new SwitchBoard(new SwitchStore(db), audit, tenants),
      inject: [Database, AuditChain, Tenants],
    },
  ],
  exports: [SwitchBoard],
})
export class SwitchesModule {}
