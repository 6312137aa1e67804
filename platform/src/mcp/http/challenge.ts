/** What a client needs to know to get a better token. */
export interface Challenge {
  readonly resourceMetadata: string;
  /** All scopes that the next token should have. */
  readonly scopes: readonly string[];
  readonly error?: { readonly code: string; readonly description: string };
}

/** The header `WWW-Authenticate` by RFC 6750 and RFC 9728. */
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
