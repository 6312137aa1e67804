import { isDeepStrictEqual } from 'node:util';
import { defined } from './defined.js';
import type { Schema } from './schema.js';

/** A field as one kind of a union has it. */
export interface FieldOfKind {
  readonly schema: Schema;
  readonly nullable: boolean;
  readonly required: boolean;
  /** How to tell the kind: `type is user`; empty for the field that tells it. */
  readonly where: string;
}

/** One field for all kinds that have it: what they say alike, the values of all, and in words where it belongs. */
export function mergedField(fields: readonly FieldOfKind[], kindCount: number): Schema {
  const schemas = fields.map(({ schema }) => schema);
  const common = Object.fromEntries(
    Object.entries(schemas[0] ?? {}).filter(([keyword, value]) =>
      schemas.every((schema) => isDeepStrictEqual(schema[keyword], value)),
    ),
  ) as Schema;
  const nullable = fields.some((field) => field.nullable);
  const merged = { ...common, enum: allValues(schemas), description: descriptionOf(fields, kindCount) };
  return nullable ? orNull(defined(merged)) : defined(merged);
}

function allValues(schemas: readonly Schema[]): readonly unknown[] | undefined {
  if (schemas.some((schema) => schema.enum === undefined)) return undefined;
  return [...new Set(schemas.flatMap((schema) => schema.enum ?? []))];
}

function descriptionOf(fields: readonly FieldOfKind[], kindCount: number): string | undefined {
  const texts = new Set(fields.map(({ schema }) => schema.description ?? ''));
  const same = texts.size === 1;
  if (fields.every(({ where }) => where === '') || (same && fields.length === kindCount)) {
    return [...texts].filter(Boolean).join(' ') || undefined;
  }
  if (!same) return fields.map((field) => `${whereOf(field)}: ${field.schema.description ?? ''}`).join(' ');
  const where = fields.map((field) => field.where).join(', or ');
  const need = fields.every(({ required }) => required) ? ', and needed there' : '';
  return [`Only where ${where}${need}.`, ...texts].filter(Boolean).join(' ');
}

const whereOf = ({ where, required }: FieldOfKind): string =>
  `Where ${where}${required ? ' (needed there)' : ''}`;

/** Null beside the type, where there is one. */
const orNull = ({ type, ...schema }: Schema): Schema =>
  type === undefined ? schema : { ...schema, type: [...[type].flat(), 'null'] };
