import { PlatformError } from '../../problems/platform-error.js';
import { challengeHeader } from './challenge.js';

/** The token is good, and not for this tool. The challenge names what it has too, for the next token replaces it. */
export function insufficientScope(
  resourceMetadata: string,
  held: readonly string[],
  missing: readonly string[],
): PlatformError {
  const message = `The token lacks the scope ${[...new Set(missing)].join(' ')} that this tool wants.`;
  return new PlatformError('insufficient_scope', {
    message,
    fix: 'Use a token whose claim "scope" or "permissions" has it.',
    headers: challengeHeader({
      resourceMetadata,
      scopes: [...new Set([...held, ...missing])],
      error: { code: 'insufficient_scope', description: message },
    }),
  });
}
