import { toNodeHandler, type NodeMcpRequestHandler } from '@modelcontextprotocol/node';
import { createMcpHandler, type AuthInfo } from '@modelcontextprotocol/server';
import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import type { Request, Response } from 'express';
import { ConnectorDirectory } from '../../connectors/connector-directory.js';
import { SwitchBoard } from '../../switches/switch-board.js';
import type { Caller } from '../caller.js';
import { mcpServer } from '../mcp-server.js';
import { scopesFor } from '../../permissions/permissions.js';
import { ToolCatalog } from '../tools/tool-catalog.js';
import { MCP_SETTINGS, type McpSettings } from './mcp.config.js';

/** Serves MCP over HTTP: each request is answered on its own, in the protocol revision that it uses. */
@Injectable()
export class McpEndpoint implements OnApplicationBootstrap {
  #catalog: ToolCatalog | undefined;
  readonly #serve: NodeMcpRequestHandler;

  constructor(
    private readonly directory: ConnectorDirectory,
    @Inject(MCP_SETTINGS) private readonly settings: McpSettings,
    private readonly switches: SwitchBoard,
  ) {
    const handler = createMcpHandler(({ authInfo }) => mcpServer(this.catalog, callerOf(authInfo)));
    this.#serve = toNodeHandler(handler);
  }

  /** Creates the tools once, before the first request. */
  onApplicationBootstrap(): void {
    this.#catalog = new ToolCatalog(this.directory.all, this.settings, this.switches);
  }

  /** Every tool. */
  get catalog(): ToolCatalog {
    if (!this.#catalog) throw new Error('The platform has not been started.');
    return this.#catalog;
  }

  /** Every scope that a token can have here. */
  get scopes(): string[] {
    return this.directory.ids.flatMap(scopesFor);
  }

  /** Answers a request whose body has been read. */
  async answer(request: Request, response: Response, caller: Caller): Promise<void> {
    await this.#serve(Object.assign(request, { auth: authInfoOf(caller) }), response, request.body);
  }
}

/** Wraps a caller in the object that the handler passes to its factory. The token is left out. */
const authInfoOf = (caller: Caller): AuthInfo => ({
  token: '',
  clientId: caller.context.actor?.id ?? '',
  scopes: [...caller.scopes],
  extra: { caller },
});

/** @throws Error if a request has no caller */
function callerOf(info: AuthInfo | undefined): Caller {
  const caller = info?.extra?.['caller'] as Caller | undefined;
  if (caller) return caller;
  throw new Error('A request without a token has reached the MCP server.');
}
