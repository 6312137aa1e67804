import type { ActionDescription, ActionInput } from '../catalog/action.js';

/** A call to show as code. It contains neither token nor key; the snippets read them from variables. */
export interface ActionCall {
  /** Id of the connector. */
  readonly connector: string;
  readonly action: Pick<ActionDescription, 'id' | 'route' | 'request' | 'effect' | 'secretInput'>;
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
  const { connector, action, platform } = call;
  const lines = [
    `curl -sS ${quoted(`${platform}v1/connectors/${connector}/actions/${action.id}/invoke`)}`,
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
      params: { name: `${call.connector}_${call.action.id}`, arguments: shareable(call) },
    },
    null,
    2,
  );
