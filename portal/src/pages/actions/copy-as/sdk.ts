import { shareable, type Call } from './call.js';

/**
 * A call by the official SDK, in TypeScript, at the platform's drop-in endpoint; undefined where the action is no single
 * request of the API.
 */
export function sdkOf(call: Call): string | undefined {
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

/** Path parameters go into the path; what is left goes elsewhere. */
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
