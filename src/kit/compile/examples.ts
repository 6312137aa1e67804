import type { RawInput } from '../catalog/define-limitation.js';
import type { JsonSchema } from '../catalog/json-schema.js';
import type { CompiledAction } from './compiled-action.js';

interface ObjectSchema extends JsonSchema {
  readonly anyOf?: readonly ObjectSchema[];
  readonly enum?: readonly unknown[];
  readonly properties?: Readonly<Record<string, ObjectSchema>>;
  readonly required?: readonly string[];
}

/**
 * Valid inputs for a caller whose input was refused. Where a field is a union, they have the variant that the caller
 * chose; where none was chosen, there is one of each, because the first may be wrong for the caller.
 */
export function examplesFor(compiled: CompiledAction, raw: unknown): readonly object[] {
  const { example } = compiled.action;
  const { properties = {}, required = [] } = compiled.inputSchema as ObjectSchema;
  const asked = isObject(raw) ? raw : {};
  const examples = Object.entries(properties).flatMap(([name, { anyOf = [] }]) => {
    const variants = new Map(
      anyOf.flatMap((variant) => typesOf(variant).map((type) => [type, variant] as const)),
    );
    if (variants.size === 0 || (asked[name] === undefined && !required.includes(name))) return [];
    const type = typeAsked(asked[name]);
    const wanted = variants.has(type) ? [type] : [...variants.keys()];
    return wanted.map((one) => ({
      ...example,
      [name]: valueOf(compiled, example, name, one, variants.get(one) ?? {}),
    }));
  });
  const valid = examples.filter((one) => compiled.accepts(one));
  return valid.length > 0 ? valid : [example];
}

/** The variant that a value has, or that it names where it is only a string. */
const typeAsked = (value: unknown): unknown => (isObject(value) ? value['type'] : value);

const typesOf = ({ properties }: ObjectSchema): readonly unknown[] => properties?.['type']?.enum ?? [];

function valueOf(
  compiled: CompiledAction,
  example: object,
  name: string,
  type: unknown,
  { properties = {}, required = [] }: ObjectSchema,
): unknown {
  const shown = (example as RawInput)[name];
  if (typeAsked(shown) === type) return shown;
  return Object.fromEntries(
    required.map((field) => [
      field,
      field === 'type' ? type : compiled.sampleOf(field, properties[field] ?? {}),
    ]),
  );
}

const isObject = (value: unknown): value is RawInput => typeof value === 'object' && value !== null;
