import type { ActionDescription } from 'anthropic-admin-connector';
import { defined, without } from '../schema/defined.js';
import type { Schema } from '../schema/schema.js';

/** A field that travels in the path or in the query. */
export interface ParameterForm {
  readonly name: string;
  readonly in: 'path' | 'query';
  readonly required: boolean;
  readonly schema: Schema;
  readonly example?: unknown;
}

/** What travels in the body. */
export interface BodyForm {
  readonly required: boolean;
  readonly schema: Schema;
  readonly example: object;
}

/** The HTTP request that an action is. */
export interface RequestForm {
  readonly method: string;
  /** Of the API, with `{names}`. */
  readonly path: string;
  readonly parameters: readonly ParameterForm[];
  readonly body?: BodyForm;
}

/** Says where each field of an input travels: names of the path first, the rest in the query of GET and DELETE, else in the body. */
export function requestForm(action: ActionDescription, route: string): RequestForm {
  const [verb = '', path = ''] = route.split(' ');
  const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? '');
  const { properties = {} } = action.inputSchema as Schema;
  const rest = Object.keys(properties).filter((name) => !inPath.includes(name));
  const method = verb.toLowerCase();
  const parameters = inPath.map((name) => parameter(action, name, 'path'));
  if (method === 'get' || method === 'delete') {
    const query = rest.map((name) => parameter(action, name, 'query'));
    return { method, path, parameters: [...parameters, ...query] };
  }
  return { method, path, parameters, ...(rest.length > 0 ? { body: body(action, inPath) } : {}) };
}

function parameter(action: ActionDescription, name: string, place: 'path' | 'query'): ParameterForm {
  const { properties = {}, required = [] } = action.inputSchema as Schema;
  const example = (action.example as Record<string, unknown>)[name];
  const schema = properties[name] ?? {};
  return {
    name,
    in: place,
    required: place === 'path' || required.includes(name),
    schema,
    ...(example === undefined ? {} : { example }),
  };
}

function body({ inputSchema, example }: ActionDescription, inPath: readonly string[]): BodyForm {
  const { properties = {}, required = [], minProperties, $schema: _, ...rest } = inputSchema as Schema;
  const needed = required.filter((name) => !inPath.includes(name));
  const least = minProperties === undefined ? undefined : minProperties - inPath.length;
  return {
    required: needed.length > 0 || least !== undefined,
    schema: defined({
      ...rest,
      properties: without(properties, inPath),
      required: needed.length > 0 ? needed : undefined,
      minProperties: least,
    }),
    example: without(example, inPath),
  };
}
