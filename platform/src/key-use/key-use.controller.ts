import { Body, Controller, Delete, Get, HttpCode, Param, Put, Res } from '@nestjs/common';
import type { ConnectionRef } from 'anthropic-admin-connector';
import type { MountedConnector } from 'anthropic-admin-connector/kit';
import type { Response } from 'express';
import { ConnectionNamePipe, connectionRef } from '../connectors/connection-name.js';
import { ConnectorPipe } from '../connectors/connector-directory.js';
import { BodyPipe } from '../http/body.pipe.js';
import { CurrentPrincipal, localsOf, type Principal } from '../http/request-context.js';
import { Needs } from '../permissions/needs.js';
import { PlatformError } from '../problems/platform-error.js';
import { missing } from '../rest/connection-problems.js';
import { DatabaseConnectionStore } from '../stores/connection-store.js';
import { KeyUseChanges, type ChangeResult } from './key-use-changes.js';
import type { KeyUsePolicy } from '../stores/key-use/key-use-policy.js';
import { KeyUseBody, policyFrom } from './key-use.inputs.js';

/** A policy in a response. */
export interface KeyUseView {
  /** Null where the key may be used for everything. */
  readonly policy: KeyUsePolicy | null;
  /** Calls counted today, in the policy's time zone; absent without `calls_per_day`. */
  readonly calls_today?: number | undefined;
  /** What could not be recorded of a change that was made. */
  readonly warnings?: readonly string[] | undefined;
}

/** What the key of a connection may be used for. */
@Controller('v1/connectors/:connector/connections/:name/key-use')
export class KeyUseController {
  constructor(
    private readonly store: DatabaseConnectionStore,
    private readonly changes: KeyUseChanges,
  ) {}

  /** The policy, and how many calls were counted today. */
  @Get()
  @Needs('connections:read')
  async find(
    @Param('connector', ConnectorPipe) connector: MountedConnector,
    @Param('name', ConnectionNamePipe) name: string,
    @CurrentPrincipal() { tenantId }: Principal,
  ): Promise<KeyUseView> {
    const ref = connectionRef(connector, tenantId, name);
    const found = await this.store.find(ref);
    if (!found || found.state === 'deleted') throw missing(connector.manifest);
    // Its policy may have been removed: without this, the answer would say that the key may be used for everything.
    if (found.problem?.code === 'key_unreadable') throw notCurrent();
    return this.viewOf(ref, found.keyUse ?? null);
  }

  /** Replaces the policy as a whole. */
  @Put()
  @Needs('connections:write')
  async set(
    @Param('connector', ConnectorPipe) connector: MountedConnector,
    @Param('name', ConnectionNamePipe) name: string,
    @Body(new BodyPipe(KeyUseBody)) body: KeyUseBody,
    @CurrentPrincipal() principal: Principal,
    @Res({ passthrough: true }) response: Response,
  ): Promise<KeyUseView> {
    const policy = policyFrom(body, connector);
    const { warnings } = await this.change(connector, name, policy, principal, response);
    return { ...(await this.viewOf(connectionRef(connector, principal.tenantId, name), policy)), warnings };
  }

  /** Removes the policy: the key may be used for everything. */
  @Delete()
  @Needs('connections:write')
  @HttpCode(204)
  async clear(
    @Param('connector', ConnectorPipe) connector: MountedConnector,
    @Param('name', ConnectionNamePipe) name: string,
    @CurrentPrincipal() principal: Principal,
    @Res({ passthrough: true }) response: Response,
  ): Promise<void> {
    await this.change(connector, name, null, principal, response);
  }

  private async change(
    connector: MountedConnector,
    name: string,
    policy: KeyUsePolicy | null,
    { tenantId, actor }: Principal,
    response: Response,
  ): Promise<ChangeResult> {
    const by = { ...actor, requestId: localsOf(response).requestId };
    const result = await this.changes.change(connectionRef(connector, tenantId, name), policy, by);
    if (result.status === 'missing') throw missing(connector.manifest);
    if (result.status === 'not_current') throw notCurrent();
    return result;
  }

  private async viewOf(ref: ConnectionRef, policy: KeyUsePolicy | null): Promise<KeyUseView> {
    if (policy?.calls_per_day === undefined) return { policy };
    return { policy, calls_today: await this.store.callsToday(ref, policy) };
  }
}

/** A change would make a record current that somebody has altered. */
const notCurrent = (): PlatformError =>
  new PlatformError('conflict', {
    message: 'The record of this connection was altered outside of the platform, so its policy is not known.',
    fix: 'Save the key again, then change the policy.',
    resend: 'after_change',
  });
