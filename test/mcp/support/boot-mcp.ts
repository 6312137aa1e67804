import type { PlatformOptions } from '../../../platform/src/app.js';
import { bootPlatform, type BootedPlatform } from '../../platform/support/boot-platform.js';
import { signedToken } from '../../platform/support/tokens.js';
import { current, type Connect, type McpClient } from './clients.js';

/** Every scope, in the order of their power. */
export const SCOPES = ['anthropic:read', 'anthropic:write', 'anthropic:destructive'];

/** How a client differs from the usual one. */
export interface ClientOptions {
  readonly query?: string;
  readonly scopes?: readonly string[];
  readonly tenant?: string;
  readonly with?: Connect;
}

/** A platform whose tenant acme has saved the demo key, and clients of its MCP endpoint. */
export interface BootedMcp extends BootedPlatform {
  client(options?: ClientOptions): Promise<McpClient>;
  /** Sends a body to the endpoint as it is, or fetches from another path. */
  post(body: unknown, init?: RequestInit & { scopes?: readonly string[] }): Promise<Response>;
}

const stateless = current({ versionNegotiation: { mode: 'auto' } });

/** Boots it; its clients are closed with it. */
export async function bootMcp(options: PlatformOptions = {}): Promise<BootedMcp> {
  const platform = await bootPlatform(options);
  await platform.connect();
  const clients: McpClient[] = [];
  const url = `${platform.url}/mcp`;
  return {
    ...platform,
    client: async ({ query = '', scopes = SCOPES, tenant = 'acme', with: connect = stateless } = {}) => {
      const client = await connect(`${url}${query}`, await headersFor(scopes, tenant));
      clients.push(client);
      return client;
    },
    post: async (body, { scopes = SCOPES, headers, ...init } = {}) =>
      fetch(url, {
        method: 'POST',
        body: typeof body === 'string' ? body : JSON.stringify(body),
        headers: { ...ACCEPTED, ...(await headersFor(scopes, 'acme')), ...(headers as object) },
        ...init,
      }),
    close: async () => {
      await Promise.all(clients.map((client) => client.close()));
      await platform.close();
    },
  };
}

const ACCEPTED = { accept: 'application/json, text/event-stream', 'content-type': 'application/json' };

const headersFor = async (scopes: readonly string[], tenantId: string): Promise<Record<string, string>> => ({
  authorization: `Bearer ${await signedToken({ tenantId, scope: scopes.join(' '), permissions: [] })}`,
});
