import { createAjv } from '../../support/ajv.js';
import type { ContractOperation } from '../../support/contract.js';
import { OPERATIONS, SCHEMAS } from '../../support/contract.js';

type Schema = Readonly<Record<string, unknown>>;

const ENVELOPE = {
  type: 'object',
  required: ['type', 'error', 'request_id'],
  additionalProperties: false,
  properties: {
    type: { const: 'error' },
    request_id: { type: ['string', 'null'] },
    error: {
      type: 'object',
      required: ['type', 'message'],
      additionalProperties: false,
      properties: { type: { type: 'string' }, message: { type: 'string' }, details: { type: 'object' } },
    },
  },
};

/** Closes every object of a schema, to detect extra fields as well as missing ones. */
function closed(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(closed);
  if (typeof schema !== 'object' || schema === null) return schema;
  const copy = Object.fromEntries(Object.entries(schema).map(([name, value]) => [name, closed(value)]));
  return 'properties' in copy && !('additionalProperties' in copy)
    ? { ...copy, additionalProperties: false }
    : copy;
}

const ajv = createAjv();
ajv.addSchema({ $id: 'contract', $defs: closed(SCHEMAS) as Schema });
const envelope = ajv.compile(ENVELOPE);
const validators = new Map(
  OPERATIONS.map(({ id, response }) => [id, ajv.compile({ $ref: `contract#/$defs/${response}` })]),
);

/** The operation that a request is for; a fixed path goes before one with parameters. */
function operationOf(method: string, path: string): ContractOperation | undefined {
  const fits = (template: string): boolean =>
    new RegExp(`^${template.replaceAll(/\{\w+\}/g, '[^/]+')}$`).test(path);
  const found = OPERATIONS.filter((one) => one.method === method && fits(one.path));
  return found.sort((a, b) => a.path_params.length - b.path_params.length)[0];
}

/**
 * A fetch that holds every answer against the contract, and notes which operations it saw answered. `prefix` is what the
 * base URL puts before the API's own paths.
 */
export function contractFetch(answered: Set<string>, prefix = ''): typeof fetch {
  return async (input, init) => {
    const response = await fetch(input, init);
    const { pathname } = new URL(input instanceof Request ? input.url : input);
    const operation = operationOf(init?.method?.toUpperCase() ?? 'GET', pathname.slice(prefix.length));
    const body: unknown = await response.clone().json();
    const validate = response.ok ? validators.get(operation?.id ?? '') : envelope;
    if (!validate) throw new Error(`The contract has no ${init?.method} ${pathname}`);
    if (!validate(body)) throw new Error(`${operation?.id}: ${ajv.errorsText(validate.errors)}`);
    if (response.ok && operation) answered.add(operation.id);
    return response;
  };
}
