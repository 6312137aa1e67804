import type { ActionDescription, RequestForm as ApiRequestForm } from 'anthropic-admin-connector';
import { defined, type Schema } from 'anthropic-admin-connector/tools';
import type { ApiWire, ExportInput } from '../exporter.js';
import { without } from '../schema/references.js';

/** A field sent in the path or in the query, or a header. */
export interface ParameterForm {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly required: boolean;
  readonly schema: Schema;
  readonly example?: unknown;
}

/** The fields sent in the body. */
export interface BodyForm {
  readonly required: boolean;
  readonly schema: Schema;
  readonly example: object;
}

/** The HTTP request that runs an action. */
export interface RequestForm {
  /** Who responds: the API, the drop-in endpoint in the same form, or the invoke route with an outcome. */
  readonly responder: 'api' | 'drop-in' | 'invoke';
  readonly method: string;
  /** With `{names}` for its parameters. */
  readonly path: string;
  readonly parameters: readonly ParameterForm[];
  readonly body?: BodyForm;
}

/**
 * Describes the request to the platform that runs an action: at the drop-in endpoint with the verb and path of the API,
 * or at the platform's invoke route where there is no such endpoint or the API has no such operation.
 */
export function platformForm(
  action: ActionDescription,
  { manifest, dropIn }: Pick<ExportInput, 'manifest' | 'dropIn'>,
): RequestForm {
  const root = `/v1/connectors/${manifest.id}`;
  if (!dropIn || action.route === undefined || !action.request)
    return invokeForm(action, `${root}/actions/${action.id}/invoke`);
  const form = requestForm(action, action.request);
  return { ...form, responder: 'drop-in', path: `${root}/api${form.path}` };
}

/** Describes the request of the API itself; undefined for an action that the API has no single operation for. */
export function apiForm(
  action: ActionDescription,
  { wire, dropIn }: Pick<ExportInput, 'wire' | 'dropIn'>,
): RequestForm | undefined {
  if (action.route === undefined || !action.request) return undefined;
  const form = requestForm(action, action.request);
  const headers = wire ? headersOf(action, wire) : [];
  return { ...form, responder: dropIn ? 'drop-in' : 'api', parameters: [...form.parameters, ...headers] };
}

/** Optional, because the drop-in endpoint takes requests without them, and clients set them once for all requests. */
function headersOf({ betas = [] }: ActionDescription, { headers, betaHeader }: ApiWire): ParameterForm[] {
  const values: [string, string][] = [
    ...Object.entries(headers),
    ...(betaHeader !== undefined && betas.length > 0
      ? [[betaHeader, betas.join(',')] as [string, string]]
      : []),
  ];
  return values.map(([name, value]) => ({
    name,
    in: 'header',
    required: false,
    schema: { type: 'string', default: value, description: `The API requires it: ${value}.` },
  }));
}

/** The request of the API, with each field in its place. */
function requestForm(
  action: ActionDescription,
  { method, path, place }: ApiRequestForm,
): Omit<RequestForm, 'responder'> {
  const fieldsIn = (wanted: string): string[] => Object.keys(place).filter((name) => place[name] === wanted);
  const inPath = fieldsIn('path');
  return {
    method: method.toLowerCase(),
    path,
    parameters: [
      ...inPath.map((name) => parameter(action, name, 'path')),
      ...fieldsIn('query').map((name) => parameter(action, name, 'query')),
    ],
    ...(fieldsIn('body').length > 0 ? { body: body(action, inPath) } : {}),
  };
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

/** The request at the platform's own invoke route. */
const invokeForm = ({ inputSchema, example }: ActionDescription, path: string): RequestForm => ({
  responder: 'invoke',
  method: 'post',
  path,
  parameters: [],
  body: {
    required: true,
    schema: {
      type: 'object',
      properties: { input: inputOf(inputSchema) },
      required: ['input'],
    },
    example: { input: example },
  },
});

const inputOf = ({ $schema: _, ...schema }: Schema): Schema => ({
  ...schema,
  description: 'The input of the action.',
});
