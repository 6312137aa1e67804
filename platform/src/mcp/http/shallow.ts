import { PlatformError } from '../../problems/platform-error.js';

/** Nothing that a tool takes is nested half as deep. */
const MAX_DEPTH = 64;

/**
 * Refuses bodies that are nested so deep that code which walks them by itself would run out of stack.
 * @throws PlatformError malformed_request
 */
export function requireShallow(body: unknown): void {
  let level: unknown[] = [body];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > MAX_DEPTH) {
      throw new PlatformError('malformed_request', {
        message: `The body is nested more than ${MAX_DEPTH} levels deep.`,
        fix: 'Send the arguments as the schema of the tool has them.',
      });
    }
    level = level.flatMap((value) =>
      typeof value === 'object' && value !== null ? Object.values(value) : [],
    );
  }
}
