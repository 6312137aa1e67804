import { All, Controller, Query, Req, Res, UseFilters, UseGuards } from '@nestjs/common';
import type { InvocationContext } from 'anthropic-admin-connector';
import type { ToolView } from 'anthropic-admin-connector/tools';
import type { Request, Response } from 'express';
import { CurrentPrincipal } from '../../http/request-context.js';
import { TokenOnly } from '../../auth/decorators.js';
import { ConnectionNamePipe } from '../../connectors/connection-name.js';
import { InvocationHeaders } from '../../connectors/invocation-headers.js';
import {
  Disconnected,
  localsOf,
  noteCall,
  type CallerFacts,
  type Principal,
} from '../../http/request-context.js';
import { grantedTo } from '../../permissions/permissions.js';
import { insufficientScope } from './challenge.js';
import { McpEndpoint } from './mcp-endpoint.js';
import { McpFilter } from './mcp.filter.js';
import { PublicUrls } from './public-urls.js';
import {
  hideOddVersion,
  missingScopes,
  requireAllowedMethod,
  requirePlainIds,
  spellOutAccept,
} from './request-checks.js';
import { ToolViewPipe } from './request-checks.js';
import { TrustedSourcesGuard } from './request-checks.js';

const connectionName = new ConnectionNamePipe();

/** The MCP endpoint. */
@Controller('mcp')
@TokenOnly(true)
@UseGuards(TrustedSourcesGuard)
@UseFilters(McpFilter)
export class McpController {
  constructor(
    private readonly endpoint: McpEndpoint,
    private readonly urls: PublicUrls,
  ) {}

  /** Answers one request of any protocol revision; the MCP server decides which methods exist. */
  @All()
  async handle(
    @Req() request: Request,
    @Res() response: Response,
    @Query(ToolViewPipe) view: ToolView,
    @Query('connection') connection: string | undefined,
    @InvocationHeaders() { deadline, traceparent }: Partial<InvocationContext>,
    @CurrentPrincipal() principal: Principal,
    @Disconnected() signal: AbortSignal,
  ): Promise<void> {
    requireAllowedMethod(request.method);
    if (request.method === 'POST') spellOutAccept(request.headers);
    hideOddVersion(request.headers);
    requirePlainIds(request.body);
    const scopes = grantedTo(principal, this.endpoint.scopes);
    const missing = missingScopes(request.body, this.endpoint.catalog, scopes);
    if (missing.length > 0) {
      throw insufficientScope(this.urls.metadata(request), [...scopes], missing);
    }
    const { tenantId, actor, stillAllowed } = principal;
    const { requestId } = localsOf(response);
    const name = connection === undefined ? undefined : connectionName.transform(String(connection));
    await this.endpoint.answer(request, response, {
      view,
      scopes,
      onOutcome: (actionId, outcome) => noteCall(response, actionId, name, outcome),
      context: {
        tenantId,
        connection: name,
        actor: { id: actor.id, type: 'agent' },
        caller: { principal, door: 'mcp', source: request.ip } satisfies CallerFacts,
        deadline,
        traceparent,
        signal,
        stillAllowed,
        requestId,
      },
    });
  }
}
