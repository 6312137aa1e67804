import { toNodeHandler, type NodeMcpRequestHandler } from '@modelcontextprotocol/node';
import { createMcpHandler } from '@modelcontextprotocol/server';
import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import type { Request, Response } from 'express';
import { ConnectorDirectory } from '../../connectors/connector-directory.js';
import { SwitchBoard } from '../../switches/switch-board.js';
import type { Caller } from '../caller.js';
import { mcpServer } from '../mcp-server.js';
import { scopesFor } from '../tools/scopes.js';
import { ToolCatalog } from '../tools/tool-catalog.js';
import { authInfoOf, callerOf } from './auth-info.js';
import { MCP_SETTINGS, type McpSettings } from './mcp.config.js';

/** Serves MCP over HTTP: every request is answered by itself, whatever revision it speaks. */
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

  /** Makes the tools once, before the first request. */
  onApplicationBootstrap(): void {
    this.#catalog = new ToolCatalog(this.directory.all, this.settings.annotations, this.switches);
  }

  /** Every tool there is. */
  get catalog(): ToolCatalog {
    if (!this.#catalog) throw new Error('The platform has not been started.');
    return this.#catalog;
  }

  /** Every scope that a token may have here. */
  get scopes(): string[] {
    return this.directory.ids.flatMap(scopesFor);
  }

  /** Answers a request whose body has been read. */
  async answer(request: Request, response: Response, caller: Caller): Promise<void> {
    await this.#serve(Object.assign(request, { auth: authInfoOf(caller) }), response, request.body);
  }
}
