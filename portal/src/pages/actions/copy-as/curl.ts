import { shareable, type Call } from './call.js';

/** A call over REST, for a POSIX shell in which `TOKEN` holds a token of the platform. */
export function curlOf(call: Call): string {
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

/** A text that a shell takes as it is. */
const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;
