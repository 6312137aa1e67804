import { shareable, type ActionCall } from '../pages/actions/copy-as/snippets.js';

/**
 * A call with the official SDK, in TypeScript, through the drop-in endpoint; undefined if the action is not a single
 * API request.
 */
export function sdkOf(call: ActionCall): string | undefined {
  const { route, request } = call.action;
  if (route === undefined || request === undefined) return undefined;
  const { method, path, place } = request;
  const input = shareable(call);
  const url = path.replace(/\{(\w+)\}/g, (_, name: string) =>
    input[name] === undefined ? `<${name}>` : encodeURIComponent(String(input[name])),
  );
  const rest = Object.entries(input).filter(([name]) => place[name] !== 'path');
  // All fields that are not in the path have one place.
  const [[name = ''] = []] = rest;
  const options = { [place[name] ?? 'body']: Object.fromEntries(rest) };
  return [
    "import Anthropic from '@anthropic-ai/sdk';",
    '',
    'const client = new Anthropic({',
    `  baseURL: ${JSON.stringify(`${call.platform}v1/connectors/anthropic/api`)},`,
    '  apiKey: process.env.PLATFORM_TOKEN,',
    '});',
    '',
    `const answer = await client.${method.toLowerCase()}(${JSON.stringify(url)}${rest.length === 0 ? '' : `, ${JSON.stringify(options, null, 2)}`});`,
    'console.log(answer);',
  ].join('\n');
}
