import type { ActionDescription, ActionInput } from '../catalog/action.js';

/** A call to show as code. It contains neither token nor key; the snippets read them from variables. */
export interface ActionCall {
  readonly action: Pick<ActionDescription, 'id' | 'route' | 'effect' | 'secretInput'>;
  readonly input: ActionInput;
  /** The URL of the platform, with a trailing slash. */
  readonly platform: string;
}

/** Replaces secrets in the input. */
export const SECRET = '<secret>';

/** The input of a call with its secrets replaced. */
export const shareable = ({ action: { secretInput = [] }, input }: ActionCall): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(input).map(([name, value]) => [name, secretInput.includes(name) ? hidden(value) : value]),
  );

const hidden = (value: unknown): unknown =>
  typeof value === 'object' && value !== null
    ? Object.fromEntries(Object.keys(value).map((name) => [name, SECRET]))
    : SECRET;

/** A REST call for a POSIX shell; `TOKEN` contains a platform token. */
export function curlOf(call: ActionCall): string {
  const { action, platform } = call;
  const lines = [
    `curl -sS ${quoted(`${platform}v1/connectors/anthropic/actions/${action.id}/invoke`)}`,
    '-H "authorization: Bearer $TOKEN"',
    "-H 'content-type: application/json'",
    ...(action.effect.kind === 'read' ? [] : ['-H "idempotency-key: $(uuidgen)"']),
    `-d ${quoted(JSON.stringify({ input: shareable(call) }))}`,
  ];
  return lines.join(' \\\n  ');
}

/** Quotes a string for a POSIX shell. */
const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;

/** The JSON-RPC message with which an MCP client calls the tool. */
export const mcpOf = (call: ActionCall): string =>
  JSON.stringify(
    {
      jsonrpc: '2.0',
      id: 1,
      method: 'tools/call',
      params: { name: `anthropic_${call.action.id}`, arguments: shareable(call) },
    },
    null,
    2,
  );

/**
 * A call with the official SDK, in TypeScript, through the drop-in endpoint; undefined if the action is not a single
 * API request.
 */
export function sdkOf(call: ActionCall): string | undefined {
  const [method = '', path = ''] = call.action.route?.split(' ') ?? [];
  if (path === '') return undefined;
  const { url, rest } = placed(path, shareable(call));
  const options = optionsOf(method, rest);
  return [
    "import Anthropic from '@anthropic-ai/sdk';",
    '',
    'const client = new Anthropic({',
    `  baseURL: ${JSON.stringify(`${call.platform}v1/connectors/anthropic/api`)},`,
    '  apiKey: process.env.PLATFORM_TOKEN,',
    '});',
    '',
    `const answer = await client.${method.toLowerCase()}(${JSON.stringify(url)}${options});`,
    'console.log(answer);',
  ].join('\n');
}

/** Puts path parameters into the path and returns the other fields. */
function placed(
  path: string,
  input: Record<string, unknown>,
): { url: string; rest: Record<string, unknown> } {
  const rest = { ...input };
  const url = path.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = rest[name];
    delete rest[name];
    return value === undefined ? `<${name}>` : encodeURIComponent(String(value));
  });
  return { url, rest };
}

function optionsOf(method: string, rest: Record<string, unknown>): string {
  if (Object.keys(rest).length === 0) return '';
  const place = method === 'GET' || method === 'DELETE' ? 'query' : 'body';
  return `, ${JSON.stringify({ [place]: rest }, null, 2)}`;
}
