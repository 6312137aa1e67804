import type { ActionDescription, RequestForm as ApiRequestForm } from 'anthropic-admin-connector';
import { defined, type Schema } from 'anthropic-admin-connector/tools';
import type { ExportInput } from '../exporter.js';
import { without } from '../schema/references.js';

/** A field sent in the path or in the query. */
export interface ParameterForm {
  readonly name: string;
  readonly in: 'path' | 'query';
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
  /** Whether it goes to the drop-in endpoint, which responds as the API does; the invoke route responds with an outcome. */
  readonly dropIn: boolean;
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
  return { ...form, path: `${root}/api${form.path}` };
}

/** The request of the API, with each field in its place. */
function requestForm(action: ActionDescription, { method, path, place }: ApiRequestForm): RequestForm {
  const fieldsIn = (wanted: string): string[] => Object.keys(place).filter((name) => place[name] === wanted);
  const inPath = fieldsIn('path');
  return {
    dropIn: true,
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
  dropIn: false,
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
