import { PlatformError } from '../../problems/platform-error.js';
import { maskKeys } from '../../security/text.js';
import type { ToolCatalog } from '../tools/tool-catalog.js';
import { validateHostHeader, validateOriginHeader } from '@modelcontextprotocol/server';
import { Inject, Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { IncomingHttpHeaders } from 'node:http';
import type { Request } from 'express';
import { MCP_SETTINGS, type McpSettings } from './mcp.config.js';
import { type PipeTransform } from '@nestjs/common';
import { ConnectorDirectory } from '../../connectors/connector-directory.js';
import { InvalidToolView, packNamesOf, toolViewFrom, type ToolView } from 'anthropic-admin-connector/tools';

/** Methods that a Fetch API `Request`, which the MCP server reads, cannot have. */
const FORBIDDEN: ReadonlySet<string> = new Set(['CONNECT', 'TRACE', 'TRACK']);

/**
 * Refuses methods that cannot be passed to the MCP server; it answers every other method itself.
 * @throws PlatformError unknown_route
 */
export function requireAllowedMethod(method: string): void {
  if (!FORBIDDEN.has(method)) return;
  throw new PlatformError('unknown_route', {
    message: 'There is no such method here.',
    fix: 'Send messages with POST.',
  });
}

const BOTH_TYPES = 'application/json, text/event-stream';

/** Spells out `Accept: * / *`, or a missing one, which means the same: the MCP server looks for the names of its two types. */
export function spellOutAccept(headers: IncomingHttpHeaders): void {
  const ranges = (headers.accept || '*/*').split(',').map((range) => range.split(';')[0]?.trim());
  if (ranges.includes('*/*')) headers.accept = BOTH_TYPES;
}

const REVISION = /^\d{4}-\d{2}-\d{2}$/;

/** Replaces a protocol version that is none, because the MCP server repeats it in its refusal: a key may have got there. */
export function hideOddVersion(headers: IncomingHttpHeaders): void {
  const version = headers['mcp-protocol-version'];
  if (version !== undefined && !REVISION.test(String(version))) headers['mcp-protocol-version'] = 'invalid';
}

/** The longest id and progress token; clients use numbers and UUIDs. */
const MAX_ID_LENGTH = 256;

/**
 * Refuses a message whose id or progress token holds a key or is long: the MCP server repeats the id in its response, errors
 * included, and the token in the notification of each page.
 * @throws PlatformError invalid_input
 */
export function requirePlainIds(body: unknown): void {
  for (const message of [body].flat()) {
    const { id, params } = (message ?? {}) as Repeated;
    requirePlainId('id', id);
    requirePlainId('params._meta.progressToken', params?._meta?.progressToken);
  }
}

interface Repeated {
  readonly id?: unknown;
  readonly params?: { readonly _meta?: { readonly progressToken?: unknown } | null } | null;
}

function requirePlainId(path: string, id: unknown): void {
  if (typeof id !== 'string') return;
  if (id.length > MAX_ID_LENGTH)
    throw badId(path, 'maxLength', `has ${id.length} characters; at most ${MAX_ID_LENGTH} are allowed`);
  if (maskKeys(id) !== id) throw badId(path, 'noKey', 'must not contain a key');
}

const badId = (path: string, rule: string, what: string): PlatformError => {
  const issue = `${path} ${what}; send a number, such as 1`;
  return new PlatformError('invalid_input', {
    message: `The message is not valid: ${issue}.`,
    issues: [{ path, rule, message: issue }],
  });
};

/**
 * Lists the scopes that the calls in a body require and a token lacks; a body is one message, or a batch from an older
 * client.
 */
export const missingScopes = (body: unknown, catalog: ToolCatalog, scopes: ReadonlySet<string>): string[] =>
  [body].flat().flatMap((message) => {
    const { method, params } = (message ?? {}) as { method?: unknown; params?: ToolCall | null };
    const { name, arguments: input } = params ?? {};
    const tool = method === 'tools/call' && typeof name === 'string' ? catalog.find(name) : undefined;
    return tool?.missing(scopes, input) ?? [];
  });

interface ToolCall {
  readonly name?: unknown;
  readonly arguments?: unknown;
}

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

type Query = Readonly<Record<string, unknown>>;

/** Reads `?pack=` and `?include=`. */
@Injectable()
export class ToolViewPipe implements PipeTransform<Query, ToolView> {
  /** The parameters that it reads. */
  static readonly fields = ['pack', 'include'];

  constructor(private readonly directory: ConnectorDirectory) {}

  /** @throws PlatformError invalid_input */
  transform({ pack, include }: Query): ToolView {
    const manifests = this.directory.all.map(({ manifest }) => manifest);
    try {
      return toolViewFrom(wordOf(pack), wordOf(include), packNamesOf(manifests));
    } catch (error) {
      if (!(error instanceof InvalidToolView)) throw error;
      throw new PlatformError('invalid_input', {
        message: `The query is not valid: ${error.message}.`,
        issues: [{ path: error.parameter, rule: 'isIn', message: error.message }],
      });
    }
  }
}

/** Express parses a repeated name as a list. */
const wordOf = (value: unknown): string | undefined =>
  value === undefined ? undefined : [value].flat().map(String).join(',');
