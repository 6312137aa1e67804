/** A way in which an answer differs from its schema. */
export interface ShapeProblem {
  /** Where, with `[]` for the items of a list: `data[].role`. */
  readonly path: string;
  /** `value`: the field knows a closed set of values, and this is one more. */
  readonly rule: 'missing' | 'type' | 'value';
  /** The value that is not in the set. */
  readonly value?: string;
}

/** Adds what is wrong with a value to a list. */
export type ShapeCheck = (value: unknown, problems: ShapeProblem[]) => void;

/** Wants one of a closed set of values. */
export function inSet(values: readonly unknown[], path: string): ShapeCheck {
  const known = new Set(values);
  const types = new Set(values.map(typeOf));
  return (value, problems) => {
    if (known.has(value)) return;
    if (!types.has(typeOf(value))) problems.push({ path, rule: 'type' });
    else problems.push({ path, rule: 'value', value: String(value).slice(0, 80) });
  };
}

/** The JSON type of a value. */
export function typeOf(value: unknown): string {
  switch (typeof value) {
    case 'number':
      return Number.isInteger(value) ? 'integer' : 'number';
    case 'object':
      return value === null ? 'null' : Array.isArray(value) ? 'array' : 'object';
    default:
      return typeof value;
  }
}
