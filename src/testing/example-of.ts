import { RESOURCES, type ActionId, type OutputOf } from '../actions/index.js';
import type { ItemOf, ListActionId } from '../connector/connector.js';
import type { JsonSchema } from '../kit/catalog/json-schema.js';
import { actionOf } from './fake-catalog.js';

type Schema = JsonSchema & {
  readonly $ref?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly Schema[];
  readonly type?: string | readonly string[];
  readonly format?: string;
  readonly minimum?: number;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: Schema;
  readonly items?: Schema;
};

/**
 * An example of what the API responds, which its output schema accepts: a list has one item. Each call returns a new object.
 * @throws Error for an action without a response, because the API has no such operation.
 *
 * @example
 * success({ ...exampleOf('users_get'), role: 'billing' })
 */
export function exampleOf<Id extends ActionId>(actionId: Id): OutputOf<Id> {
  const { outputSchema } = actionOf(actionId);
  if (!outputSchema)
    throw new Error(
      `The API has no operation for ${actionId}, so there is no response; invoke returns its limitation.`,
    );
  const writer = new ExampleWriter((outputSchema['$defs'] ?? {}) as Record<string, Schema>);
  return writer.write(outputSchema, '') as OutputOf<Id>;
}

/**
 * An example of an item of a list, as a new object.
 *
 * @example
 * success([{ ...exampleItemOf('users_list'), email: 'ada@example.com' }])
 */
export function exampleItemOf<Id extends ListActionId>(actionId: Id): ItemOf<Id> {
  const page: object = exampleOf(actionId);
  return (page as { data: readonly ItemOf<Id>[] }).data[0] as ItemOf<Id>;
}

/** Ids that stand for a real object, by the name of a field. */
const SAMPLES = Object.assign({}, ...RESOURCES.map(({ samples }) => samples)) as Readonly<
  Record<string, string>
>;

class ExampleWriter {
  constructor(private readonly definitions: Readonly<Record<string, Schema>>) {}

  /** `owner` is the `type` of the object that the field is in. */
  write(given: Schema, field: string, owner = ''): unknown {
    const schema = this.resolved(given);
    if ('const' in schema) return schema.const;
    if (schema.enum) return schema.enum[0];
    const variants = schema.anyOf ?? [schema.type ?? 'object'].flat().map((type) => ({ ...schema, type }));
    // What has not happened yet, such as archived_at, is null; so are cursors at the end of a list.
    const absent = variants.find(({ type }) => type === 'null');
    if (absent && (field === 'next_page' || field.endsWith('_at'))) return null;
    const variant = variants.find((one) => one !== absent);
    return schema.anyOf
      ? this.write(variant ?? schema, field, owner)
      : this.typed(variant ?? schema, field, owner);
  }

  private typed(schema: Schema, field: string, owner: string): unknown {
    switch (schema.type) {
      case 'object':
        return this.object(schema);
      case 'array':
        return schema.items ? [this.write(schema.items, field, owner)] : [];
      case 'integer':
      case 'number':
        return schema.minimum ?? 1;
      case 'boolean':
        return false;
      case 'null':
        return null;
      default:
        return textOf(schema, field, owner);
    }
  }

  private object({ properties = {}, additionalProperties }: Schema): object {
    const { type } = properties;
    const owner = type && this.resolved(type).const;
    const fields = Object.entries(properties).map(([name, property]): [string, unknown] => [
      name,
      this.write(property, name, typeof owner === 'string' ? owner : ''),
    ]);
    const more = additionalProperties ? { example: this.write(additionalProperties, '') } : {};
    return { ...Object.fromEntries(fields), ...more };
  }

  private resolved(schema: Schema): Schema {
    if (schema.$ref === undefined) return schema;
    return this.resolved(this.definitions[schema.$ref.replace('#/$defs/', '')] ?? {});
  }
}

function textOf({ format, pattern }: Schema, field: string, owner: string): string {
  if (format === 'date-time') return '2026-11-01T00:00:00Z';
  if (format === 'date') return '2026-11-01';
  if (format === 'email') return 'ada.lovelace@example.com';
  if (pattern !== undefined || /amount(_usd)?$/.test(field)) return '12.5';
  if (field === 'currency') return 'USD';
  const id = field === 'id' ? `${owner}_id` : field;
  return SAMPLES[id] ?? (field === 'id' ? `${owner || 'object'}_01Example` : `example ${field}`.trim());
}
