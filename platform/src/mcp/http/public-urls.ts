import { validateHostHeader } from '@modelcontextprotocol/server';
import { Inject, Injectable } from '@nestjs/common';
import type { Request } from 'express';
import { MCP_SETTINGS, type McpSettings } from './mcp.config.js';

/** Path of the MCP endpoint. */
export const MCP_PATH = '/mcp';

/** Path of the protected resource metadata (RFC 9728); the path of the resource may follow. */
export const METADATA_PATH = '/.well-known/oauth-protected-resource';

/** The URLs by which clients know this server. */
@Injectable()
export class PublicUrls {
  constructor(@Inject(MCP_SETTINGS) private readonly settings: McpSettings) {}

  /** The endpoint, which is the resource that tokens are for. */
  resource(request: Request): string {
    return `${this.base(request)}${MCP_PATH}`;
  }

  /** The metadata of the endpoint. */
  metadata(request: Request): string {
    const { origin, pathname } = new URL(this.resource(request));
    return `${origin}${METADATA_PATH}${pathname}`;
  }

  private base({ headers: { host = '' } }: Request): string {
    const { publicUrl, hosts } = this.settings;
    if (publicUrl) return publicUrl.href.replace(/\/$/, '');
    // An untrusted Host must not direct the client to another server for its token.
    return validateHostHeader(host, [...hosts]).ok ? new URL(`http://${host}`).origin : 'http://localhost';
  }
}
