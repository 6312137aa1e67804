import { Validator } from '@seriousme/openapi-schema-validator';
import type { ExportName } from '../../../platform/src/exports/exporters.js';
import { documentOf } from './exported.js';

type Schema = Record<string, unknown>;

/** A parameter of an operation. */
export interface Parameter {
  name: string;
  in: string;
  required: boolean;
  schema: Schema;
  style?: string;
  explode?: boolean;
  description: string;
  example?: unknown;
}

/** The field of the input that a parameter is. */
export const fieldOf = ({ name }: Parameter): string => name.replace(/\[\]$/, '');

/** An operation as both documents have it. */
export interface Operation {
  operationId: string;
  summary: string;
  description: string;
  tags: string[];
  parameters?: Parameter[];
  requestBody?: { required: boolean; content: { 'application/json': { schema: Schema; example: object } } };
  responses: { 200: { content: { 'application/json': { schema: Schema } } } };
  'x-beta'?: true;
  'x-effect': object;
}

/** A document, as far as the tests look at it. */
export interface OpenApi {
  openapi: string;
  servers: { url: string }[];
  security: object[];
  tags: { name: string }[];
  paths: Record<string, Record<string, Operation>>;
  components: { schemas?: Record<string, Schema>; securitySchemes: Record<string, object> };
}

/** An operation with the place where it stands. */
export interface Placed {
  id: string;
  method: string;
  path: string;
  operation: Operation;
}

/** A document, and its operations in order. */
export function openApi(name: ExportName): { document: OpenApi; operations: Placed[] } {
  const document = documentOf<OpenApi>(name);
  const operations = Object.entries(document.paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]) => ({
      id: operation.operationId,
      method: method.toUpperCase(),
      path,
      operation,
    })),
  );
  return { document, operations };
}

/** What the schemas of the OpenAPI Initiative say of a document: nothing where it is right. */
export async function complaints(name: ExportName): Promise<unknown> {
  const { valid, errors } = await new Validator().validate(documentOf<Schema>(name));
  return valid ? [] : errors;
}
