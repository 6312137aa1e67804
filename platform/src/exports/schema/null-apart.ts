import { defined } from './defined.js';
import type { Schema } from './schema.js';

/** A schema that says nothing of null, and whether null is a value beside it. */
export interface NullApart {
  readonly schema: Schema;
  readonly nullable: boolean;
}

/** Takes null out of the type, the values and the kinds of a schema; a constant becomes the only value. */
export function nullApart({ type, enum: values, anyOf, const: literal, ...rest }: Schema): NullApart {
  const types = [type ?? typeOf(literal) ?? []].flat();
  const kinds = anyOf?.filter((kind) => kind.type !== 'null');
  const nullable = types.includes('null') || (kinds !== undefined && kinds.length < (anyOf?.length ?? 0));
  const [only, ...more] = kinds ?? [];
  if (only && more.length === 0) {
    const inner = nullApart({ ...only, ...rest });
    return { schema: inner.schema, nullable: nullable || inner.nullable };
  }

  const left = types.filter((one) => one !== 'null');
  const schema = {
    ...rest,
    type: left.length > 1 ? left : left[0],
    enum: literal === undefined ? values?.filter((value) => value !== null) : [literal],
    anyOf: kinds,
  };
  return { schema: defined(schema), nullable };
}

const typeOf = (literal: unknown): string | undefined => (literal === undefined ? undefined : typeof literal);
