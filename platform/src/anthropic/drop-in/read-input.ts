import { PlatformError } from '../../problems/platform-error.js';
import { invalid, printable } from '../../http/body.pipe.js';
import type { Found } from './drop-in-routes.js';
import { hasQuery } from './operation.js';
import { readQuery } from './read-query.js';

type Input = Readonly<Record<string, unknown>>;

/** The parts of a request beside its path. */
export interface Sent {
  readonly query: string;
  readonly body: unknown;
}

/**
 * Reads the input of an action from a request of the API. An operation that is not offered needs its path only.
 * @throws PlatformError malformed_request or invalid_input if a value is in the wrong place
 */
export function readInput({ operation, parameters }: Found, { query, body }: Sent): Input {
  if (!operation.offered) return parameters;
  const byQuery = hasQuery(operation);
  const asked = readQuery(query, byQuery ? operation.fields : new Map());
  const given = objectOf(body);
  refuse(byQuery ? given : asked, `${byQuery ? 'in the query' : 'in the JSON body'} of ${operation.method}`);
  const rest = byQuery ? asked : given;
  refuse(pick(rest, Object.keys(parameters)), 'in the path only');
  return { ...rest, ...parameters };
}

function objectOf(body: unknown): Input {
  if (body === undefined) return {};
  if (typeof body === 'object' && body !== null && !Array.isArray(body)) return body as Input;
  throw new PlatformError('malformed_request', {
    message: 'The body is not a JSON object.',
    fix: 'Send an object, such as {"name": "Production"}, or no body.',
  });
}

/** A field in two places would be ambiguous. */
function refuse(misplaced: Input, where: string): void {
  const names = Object.keys(misplaced);
  if (names.length === 0) return;
  const issues = names
    .map(printable)
    .map((path) => ({ path, rule: 'misplaced', message: `${path} must be sent ${where}` }));
  throw invalid('request', issues);
}

const pick = (input: Input, names: readonly string[]): Input =>
  Object.fromEntries(names.filter((name) => Object.hasOwn(input, name)).map((name) => [name, input[name]]));
