import {
  Body,
  Controller,
  Delete,
  Get,
  HttpCode,
  Logger,
  Param,
  Post,
  Put,
  Query,
  Res,
  UseGuards,
} from '@nestjs/common';
import { VaultError, type KeyCheck } from 'anthropic-admin-connector';
import type { Response } from 'express';
import { CurrentPrincipal } from '../http/request-context.js';
import { ConnectionNamePipe } from '../connectors/connection-name.js';
import { ConnectorPipe } from '../connectors/connector-directory.js';
import { BodyPipe } from '../http/body.pipe.js';
import { pageFrom, type Page } from '../http/page.js';
import { Disconnected, type Principal } from '../http/request-context.js';
import type { WithKeyUse } from '../stores/key-use/key-use-policy.js';
import { KeyCheckGuard } from '../limits/throttle/throttle.module.js';
import { Needs } from '../permissions/needs.js';
import { includesConnection } from '../permissions/token-limits.js';
import { missing, notSaved, undetermined, unreadable } from './connection-problems.js';
import { ConnectionsQuery, pageOf, SaveConnectionBody } from './connections.inputs.js';
import type { MountedConnector } from 'anthropic-admin-connector/kit';

/** The connections of the caller's tenant. */
@Controller('v1/connectors/:connector/connections')
export class ConnectionsController {
  readonly #logger = new Logger('ConnectionsController');

  /** One page of connections, by name. */
  @Get()
  @Needs('connections:read')
  async list(
    @Param('connector', ConnectorPipe) { connections }: MountedConnector,
    @Query(new BodyPipe(ConnectionsQuery, 'query')) query: ConnectionsQuery,
    @CurrentPrincipal() { tenantId, token }: Principal,
  ): Promise<Page<ConnectionView>> {
    const { limit, after } = pageOf(query);
    const found = await connections.list(tenantId, { after, limit: limit + 1 });
    const { data, page } = pageFrom(found.map(viewOf), limit, ({ name }) => name);
    return { data: data.filter(({ name }) => !token || includesConnection(token, name)), page };
  }

  /** One of these. */
  @Get(':name')
  @Needs('connections:read')
  async find(
    @Param('connector', ConnectorPipe) { connections, manifest }: MountedConnector,
    @Param('name', ConnectionNamePipe) name: string,
    @CurrentPrincipal() { tenantId }: Principal,
  ): Promise<ConnectionView> {
    const connection = await connections.find({ tenantId, name });
    if (!connection) throw missing(manifest);
    return viewOf(connection);
  }

  /** Saves a key: 201 for a new connection, 200 for a replaced key, 202 for a key that could not be checked yet. */
  @Put(':name')
  @UseGuards(KeyCheckGuard)
  @Needs('connections:write')
  async save(
    @Param('connector', ConnectorPipe) { connections }: MountedConnector,
    @Param('name', ConnectionNamePipe) name: string,
    @Body(new BodyPipe(SaveConnectionBody)) body: SaveConnectionBody,
    @CurrentPrincipal() { tenantId, actor }: Principal,
    @Disconnected() signal: AbortSignal,
    @Res({ passthrough: true }) response: Response,
  ): Promise<ConnectionView & Warned> {
    const before = await connections.find({ tenantId, name });
    const result = await connections.save({
      tenantId,
      name,
      signal,
      actor: actor.id,
      apiKey: body.api_key,
      confirmOrganizationChange: body.confirm_organization_change,
      keepPending: body.keep_pending,
    });
    if (!('connection' in result)) throw notSaved(result);
    response.status(result.status === 'pending' ? 202 : before ? 200 : 201);
    // A replaced key keeps its policy, which is the store's to know.
    const stored = before && (await connections.find({ tenantId, name }));
    return { ...viewOf(stored ?? result.connection), warnings: result.warnings };
  }

  /** Checks the stored key with the API again; a refused key is a result, not a failure. */
  @Post(':name/check')
  @UseGuards(KeyCheckGuard)
  @Needs('connections:check')
  @HttpCode(200)
  async check(
    @Param('connector', ConnectorPipe) { connections, manifest }: MountedConnector,
    @Param('name', ConnectionNamePipe) name: string,
    @CurrentPrincipal() { tenantId, actor }: Principal,
    @Disconnected() signal: AbortSignal,
  ): Promise<{ check: KeyCheck; connection: ConnectionView } & Warned> {
    const result = await connections
      .check({ tenantId, name }, actor.id, signal)
      .catch((error: unknown) => this.unreadable(error));
    if (!('check' in result)) throw missing(manifest);
    const { check, connection, warnings } = result;
    if (check.state === 'undetermined') throw undetermined(check);
    return { check, connection: viewOf(connection), warnings };
  }

  /** Deletes a connection and its key. */
  @Delete(':name')
  @Needs('connections:delete')
  @HttpCode(204)
  async delete(
    @Param('connector', ConnectorPipe) { connections, manifest }: MountedConnector,
    @Param('name', ConnectionNamePipe) name: string,
    @CurrentPrincipal() { tenantId, actor }: Principal,
  ): Promise<void> {
    if (!(await connections.delete({ tenantId, name }, actor.id))) throw missing(manifest);
  }

  private unreadable(error: unknown): never {
    if (!(error instanceof VaultError)) throw error;
    this.#logger.error('A stored key cannot be decrypted', error.stack, ConnectionsController.name);
    throw unreadable();
  }
}

/** What could not be recorded of an operation that is done; left out of the JSON where there is nothing. */
interface Warned {
  readonly warnings?: readonly string[] | undefined;
}

/** A connection in a response, with an explicit list of fields. */
export type ConnectionView = Omit<WithKeyUse, 'tenantId' | 'connector'>;

/** Shows a connection, never its key. Unknown fields are omitted from the JSON. */
export function viewOf(connection: WithKeyUse): ConnectionView {
  const { name, state, organization, keyPreview, revision, problem } = connection;
  const { savedBy, savedAt, checkedAt, usedAt, keyUse } = connection;
  return {
    name,
    state,
    organization,
    keyPreview,
    revision,
    savedBy,
    savedAt,
    checkedAt,
    usedAt,
    problem,
    keyUse,
  };
}
