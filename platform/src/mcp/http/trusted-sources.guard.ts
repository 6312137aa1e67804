import { validateHostHeader, validateOriginHeader } from '@modelcontextprotocol/server';
import { Inject, Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { Request } from 'express';
import { PlatformError } from '../../problems/platform-error.js';
import { MCP_SETTINGS, type McpSettings } from './mcp.config.js';

/** Refuses requests that a page of another site sends, including by DNS rebinding. */
@Injectable()
export class TrustedSourcesGuard implements CanActivate {
  constructor(@Inject(MCP_SETTINGS) private readonly settings: McpSettings) {}

  /** @throws PlatformError untrusted_source */
  canActivate(context: ExecutionContext): boolean {
    const { headers } = context.switchToHttp().getRequest<Request>();
    if (!validateHostHeader(headers.host, [...this.settings.hosts]).ok) throw untrusted('Host');
    if (!validateOriginHeader(headers.origin, [...this.settings.origins]).ok) throw untrusted('Origin');
    return true;
  }
}

const untrusted = (header: 'Host' | 'Origin'): PlatformError =>
  new PlatformError('untrusted_source', {
    message: `The header ${header} names a host that is not trusted here.`,
    fix: `An operator adds it to MCP_ALLOWED_${header.toUpperCase()}S, without scheme and port.`,
  });
