import { Controller, Delete, Get, HttpCode, Inject, Param, Put, Res } from '@nestjs/common';
import type { ConnectionRef } from 'anthropic-admin-connector';
import type { MountedConnector } from 'anthropic-admin-connector/kit';
import type { Response } from 'express';
import { ConnectionNamePipe, connectionRef } from '../connectors/connection-name.js';
import { ConnectorPipe } from '../connectors/connector-directory.js';
import { CurrentPrincipal, localsOf, type Principal } from '../http/request-context.js';
import { Needs } from '../permissions/needs.js';
import { missing } from '../rest/connection-problems.js';
import { DatabaseConnectionStore } from '../stores/connection-store.js';
import { LedgerChanges } from './ledger-switch.js';
import type { LedgerSettings } from './ledger.config.js';
import { LedgerStore } from './ledger-store.js';
import { ledgerView, type LedgerView } from './ledger-view.js';

/** Injects the settings of the ledger. */
export const LEDGER_SETTINGS = Symbol('LEDGER_SETTINGS');

/** The spend ledger of a connection. */
@Controller('v1/connectors/:connector/connections/:name/ledger')
export class LedgerController {
  constructor(
    private readonly connections: DatabaseConnectionStore,
    private readonly store: LedgerStore,
    private readonly changes: LedgerChanges,
    @Inject(LEDGER_SETTINGS) private readonly settings: LedgerSettings,
  ) {}

  /** Whether it is kept, what it knows, and how far the first sync is. */
  @Get()
  @Needs('connections:read')
  async find(
    @Param('connector', ConnectorPipe) connector: MountedConnector,
    @Param('name', ConnectionNamePipe) name: string,
    @CurrentPrincipal() { tenantId }: Principal,
  ): Promise<LedgerView> {
    const ref = connectionRef(connector, tenantId, name);
    const connection = await this.connections.find(ref);
    if (!connection || connection.state === 'deleted') throw missing(connector.manifest);
    return ledgerView(this.store, this.settings, ref);
  }

  /** Switches it on. */
  @Put()
  @Needs('connections:write')
  async switchOn(
    @Param('connector', ConnectorPipe) connector: MountedConnector,
    @Param('name', ConnectionNamePipe) name: string,
    @CurrentPrincipal() principal: Principal,
    @Res({ passthrough: true }) response: Response,
  ): Promise<LedgerView> {
    const ref = await this.change(connector, name, 'on', principal, response);
    return ledgerView(this.store, this.settings, ref);
  }

  /** Switches it off, and removes everything that it has kept. */
  @Delete()
  @Needs('connections:write')
  @HttpCode(204)
  async switchOff(
    @Param('connector', ConnectorPipe) connector: MountedConnector,
    @Param('name', ConnectionNamePipe) name: string,
    @CurrentPrincipal() principal: Principal,
    @Res({ passthrough: true }) response: Response,
  ): Promise<void> {
    await this.change(connector, name, 'off', principal, response);
  }

  private async change(
    connector: MountedConnector,
    name: string,
    to: 'on' | 'off',
    { tenantId, actor }: Principal,
    response: Response,
  ): Promise<ConnectionRef> {
    const ref = connectionRef(connector, tenantId, name);
    const by = { ...actor, requestId: localsOf(response).requestId };
    if (!(await this.changes.change(ref, to, by))) throw missing(connector.manifest);
    return ref;
  }
}
