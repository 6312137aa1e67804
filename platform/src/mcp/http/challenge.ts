import { PlatformError } from '../../problems/platform-error.js';

/** What a client needs to obtain a valid token. */
export interface Challenge {
  /** URL of the protected resource metadata. */
  readonly resourceMetadata: string;
  /** All scopes that the next token needs. */
  readonly scopes: readonly string[];
  readonly error?: { readonly code: string; readonly description: string };
}

/** Writes the header `WWW-Authenticate` (RFC 6750 and RFC 9728). */
export function challengeHeader({ resourceMetadata, scopes, error }: Challenge): Record<string, string> {
  const parameters = [
    ...(error
      ? [
          ['error', error.code],
          ['error_description', error.description],
        ]
      : []),
    ['resource_metadata', resourceMetadata],
    ['scope', scopes.join(' ')],
  ];
  const quoted = parameters.map(([name, value = '']) => `${name}="${value.replaceAll('"', "'")}"`);
  return { 'www-authenticate': `Bearer ${quoted.join(', ')}` };
}

/** Reports missing scopes. The challenge also lists the held ones, because the next token replaces this one. */
export function insufficientScope(
  resourceMetadata: string,
  held: readonly string[],
  missing: readonly string[],
): PlatformError {
  const message = `This tool requires the scope ${[...new Set(missing)].join(' ')}, which the token lacks.`;
  return new PlatformError('insufficient_scope', {
    message,
    fix: 'Use a token whose claim "scope" or "permissions" contains it.',
    headers: challengeHeader({
      resourceMetadata,
      scopes: [...new Set([...held, ...missing])],
      error: { code: 'insufficient_scope', description: message },
    }),
  });
}
