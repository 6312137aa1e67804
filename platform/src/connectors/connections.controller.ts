import { Body, Controller, Delete, Get, HttpCode, Param, Post, Put, Res } from '@nestjs/common';
import type { KeyCheck } from 'anthropic-admin-connector';
import type { Response } from 'express';
import { CurrentPrincipal } from '../auth/current-principal.decorator.js';
import type { Principal } from '../auth/principal.js';
import { BodyPipe } from '../http/body.pipe.js';
import { Disconnected } from '../http/disconnected.decorator.js';
import { ConnectionNamePipe } from './connection-name.js';
import { identityChanged, missing, refused, savedMeanwhile, undetermined } from './connection-problems.js';
import { viewOf, type ConnectionView } from './connection-view.js';
import { ConnectorPipe } from './connector.pipe.js';
import type { MountedConnector } from './mounted-connector.js';
import { SaveConnectionBody } from './save-connection.body.js';

/** The connections of the caller's tenant. */
@Controller('v1/connectors/:connector/connections')
export class ConnectionsController {
  /** All of them. */
  @Get()
  async list(
    @Param('connector', ConnectorPipe) { connections }: MountedConnector,
    @CurrentPrincipal() { tenantId }: Principal,
  ): Promise<{ data: ConnectionView[] }> {
    return { data: (await connections.list(tenantId)).map(viewOf) };
  }

  /** One of them. */
  @Get(':name')
  async find(
    @Param('connector', ConnectorPipe) { connections }: MountedConnector,
    @Param('name', ConnectionNamePipe) name: string,
    @CurrentPrincipal() { tenantId }: Principal,
  ): Promise<ConnectionView> {
    const connection = await connections.find({ tenantId, name });
    if (!connection) throw missing();
    return viewOf(connection);
  }

  /** Saves a key that the API calls valid: 201 for a new connection, 200 for a replaced key. */
  @Put(':name')
  async save(
    @Param('connector', ConnectorPipe) { connections }: MountedConnector,
    @Param('name', ConnectionNamePipe) name: string,
    @Body(new BodyPipe(SaveConnectionBody)) body: SaveConnectionBody,
    @CurrentPrincipal() { tenantId, actor }: Principal,
    @Disconnected() signal: AbortSignal,
    @Res({ passthrough: true }) response: Response,
  ): Promise<ConnectionView> {
    const result = await connections.save({
      tenantId,
      name,
      signal,
      actor: actor.id,
      apiKey: body.api_key,
      confirmOrganizationChange: body.confirm_organization_change,
    });
    switch (result.status) {
      case 'refused':
        throw refused(result);
      case 'undetermined':
        throw undetermined(result.problem, result.retryAfterMs);
      case 'identity_changed':
        throw identityChanged(result.stored, result.offered);
      case 'conflict':
        throw savedMeanwhile();
      case 'saved':
        response.status(result.connection.revision === 1 ? 201 : 200);
        return viewOf(result.connection);
    }
  }

  /** Asks the API about the stored key again; a key that it refuses is a finding and no failure. */
  @Post(':name/check')
  @HttpCode(200)
  async check(
    @Param('connector', ConnectorPipe) { connections }: MountedConnector,
    @Param('name', ConnectionNamePipe) name: string,
    @CurrentPrincipal() { tenantId, actor }: Principal,
    @Disconnected() signal: AbortSignal,
  ): Promise<{ check: KeyCheck; connection: ConnectionView }> {
    const result = await connections.check({ tenantId, name }, actor.id, signal);
    if (!('check' in result)) throw missing();
    const { check, connection } = result;
    if (check.state === 'undetermined') throw undetermined(check.problem, check.retryAfterMs);
    return { check, connection: viewOf(connection) };
  }

  /** Forgets a connection and its key. */
  @Delete(':name')
  @HttpCode(204)
  async delete(
    @Param('connector', ConnectorPipe) { connections }: MountedConnector,
    @Param('name', ConnectionNamePipe) name: string,
    @CurrentPrincipal() { tenantId, actor }: Principal,
  ): Promise<void> {
    if (!(await connections.delete({ tenantId, name }, actor.id))) throw missing();
  }
}
