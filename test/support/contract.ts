import { readFileSync } from 'node:fs';

/** A parameter of an operation, as `contract/operations.json` has it. */
export interface ContractParameter {
  name: string;
  type: string;
  required: boolean;
  nullable?: boolean;
  enum?: string[];
  min?: number;
  max?: number;
  maxItems?: number;
  format?: string;
  pattern?: string;
  default?: unknown;
  wire_name?: string;
  items?: Record<string, unknown>;
  schema?: Record<string, unknown>;
}

/** An operation of the contract. */
export interface ContractOperation {
  id: string;
  method: string;
  path: string;
  path_params: ContractParameter[];
  query: ContractParameter[];
  body: ContractParameter[];
  pagination: string | null;
  response: string;
  beta_headers: { required: string[] };
  errors: { error_code: string; http_status: number; error_type: string }[];
  org_types: string[];
  classification: { safe: boolean; idempotent: boolean; destructive: boolean };
  credential: { accepted: string[]; note?: string };
}

const read = <T>(name: string): T =>
  JSON.parse(readFileSync(new URL(`../../contract/${name}`, import.meta.url), 'utf8')) as T;

/** The documented operations that an Admin key may call. */
export const OPERATIONS = read<ContractOperation[]>('operations.json');

/** The documented operations that refuse an Admin key. */
export const FOREIGN_OPERATIONS = read<{ id: string; method: string; path: string }[]>(
  'operations-beyond-admin-key.json',
);

/** The documented schemas. */
export const SCHEMAS = read<{ $defs: Record<string, Record<string, unknown>> }>('schemas.json').$defs;

/** The operation with an id. */
export function operation(id: string): ContractOperation {
  const found = OPERATIONS.find((candidate) => candidate.id === id);
  if (!found) throw new Error(`contract/operations.json has no operation "${id}"`);
  return found;
}

/** Follows a `$ref` into the schemas. */
export function resolved(schema: Record<string, unknown> = {}): Record<string, unknown> {
  const reference = schema['$ref'] as string | undefined;
  return reference === undefined ? schema : resolved(SCHEMAS[reference.replace('#/$defs/', '')]);
}
