import { Client, StreamableHTTPClientTransport, type Tool } from '@modelcontextprotocol/client';
import { Client as OlderClient } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport as OlderTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import type { Outcome } from 'anthropic-admin-connector';

/** What came of a call: the outcome for programs, and the words for models. */
export interface Called {
  readonly outcome: Outcome<never>;
  readonly text: string;
  readonly isError: boolean;
}

/** What the tests ask of a client, whatever its generation. */
export interface McpClient {
  readonly revision: string | undefined;
  list(): Promise<Tool[]>;
  call(name: string, input?: object, options?: CallOptions): Promise<Called>;
  close(): Promise<void>;
}

/** What goes with one call. */
export interface CallOptions {
  readonly signal?: AbortSignal;
  readonly timeout?: number;
  readonly onprogress?: (progress: { progress: number; message?: string }) => void;
}

/** A client that has connected to an endpoint with some headers. */
export type Connect = (url: string, headers: Record<string, string>) => Promise<McpClient>;

const INFO = { name: 'test', version: '1' };

interface Result {
  readonly content?: unknown;
  readonly structuredContent?: unknown;
  readonly isError?: unknown;
}

/** Connects with the client of the current generation. */
export const current =
  (options: ConstructorParameters<typeof Client>[1]): Connect =>
  async (url, headers) => {
    const client = new Client(INFO, options);
    await client.connect(new StreamableHTTPClientTransport(new URL(url), { requestInit: { headers } }));
    return {
      revision: client.getNegotiatedProtocolVersion(),
      list: async () => (await client.listTools()).tools,
      call: async (name, input = {}, options) =>
        calledWith(await client.callTool({ name, arguments: { ...input } }, options)),
      close: () => client.close(),
    };
  };

/** Connects with the client of the generation before. */
export const older: Connect = async (url, headers) => {
  const client = new OlderClient(INFO);
  const transport = new OlderTransport(new URL(url), { requestInit: { headers } });
  await client.connect(transport);
  return {
    revision: transport.protocolVersion,
    list: async () => (await client.listTools()).tools as Tool[],
    call: async (name, input = {}, options) =>
      calledWith(await client.callTool({ name, arguments: { ...input } }, undefined, options)),
    close: () => client.close(),
  };
};

/** Takes a result apart. */
export function calledWith(result: object): Called {
  const { content, structuredContent, isError } = result as Result;
  const text = (content as { text: string }[]).map(({ text }) => text).join('\n');
  return { outcome: structuredContent as Outcome<never>, text, isError: isError === true };
}

/** Every revision of the protocol, with an official client that speaks it. */
export const REVISIONS: [revision: string, Connect][] = [
  ['2026-07-28', current({ versionNegotiation: { mode: 'auto' } })],
  ['2025-11-25', older],
  ['2025-03-26', current({ supportedProtocolVersions: ['2025-03-26'] })],
  ['2024-11-05', current({ supportedProtocolVersions: ['2024-11-05'] })],
];

/** One client for each of the two eras: without a handshake, and with one. */
export const ERAS = REVISIONS.slice(0, 2);
