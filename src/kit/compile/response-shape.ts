import type { JsonSchema } from '../catalog/json-schema.js';

/** A way in which a response differs from its schema. */
export interface ShapeProblem {
  /** Path of the value, with `[]` for the items of a list: `data[].role`. */
  readonly path: string;
  /** `value`: the value is not in the closed set that the schema documents. */
  readonly rule: 'missing' | 'type' | 'value';
  /** The undocumented value. */
  readonly value?: string;
}

/** Adds what is wrong with a value to a list. */
export type ShapeCheck = (value: unknown, problems: ShapeProblem[]) => void;

/** Items of a list that are checked: a change of the API shows in all of them, and a report may hold thousands. */
const SAMPLE = 100;

type ShapeSchema = JsonSchema & {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly ShapeSchema[];
  readonly properties?: Readonly<Record<string, ShapeSchema>>;
  readonly required?: readonly string[];
  readonly items?: ShapeSchema;
};

/**
 * Compiles a schema of the contract into a check. It covers required fields, types and closed sets, and ignores
 * undocumented fields, formats and ranges. Paths are built here, so checking a response that fits allocates nothing.
 */
export const compileShape = (schema: JsonSchema): ShapeCheck =>
  new ShapeCompiler((schema['$defs'] ?? {}) as Record<string, ShapeSchema>).compile(schema, '');

class ShapeCompiler {
  constructor(private readonly definitions: Readonly<Record<string, ShapeSchema>>) {}

  compile(raw: ShapeSchema, path: string): ShapeCheck {
    const schema = this.resolved(raw);
    if (schema.anyOf) return this.union(this.flat(schema.anyOf), path);
    const values = closedSet(schema);
    if (values.length > 0) return inSet(values, path);
    return this.typed([schema.type ?? []].flat(), this.inside(schema, path), path);
  }

  private typed(types: readonly string[], inside: ShapeCheck | undefined, path: string): ShapeCheck {
    if (types.length === 0) return () => undefined;
    const accepted = new Set(types.includes('number') ? [...types, 'integer'] : types);
    const problem: ShapeProblem = { path, rule: 'type' };
    const [only] = types;
    // Most fields are plain strings: worth a check of their own.
    if (types.length === 1 && (only === 'string' || only === 'boolean')) {
      return (value, problems) => {
        if (typeof value !== only) problems.push(problem);
      };
    }
    return (value, problems) => {
      const type = typeOf(value);
      if (!accepted.has(type)) problems.push(problem);
      else if (inside && (type === 'object' || type === 'array')) inside(value, problems);
    };
  }

  private inside(schema: ShapeSchema, path: string): ShapeCheck | undefined {
    if (schema.properties) return this.object(schema.properties, new Set(schema.required), path);
    return schema.items && this.list(schema.items, path);
  }

  private object(properties: Record<string, ShapeSchema>, required: Set<string>, path: string): ShapeCheck {
    const fields = Object.entries(properties).map(([name, property]) => {
      const at = path === '' ? name : `${path}.${name}`;
      const missing: ShapeProblem = { path: at, rule: 'missing' };
      return { name, missing: required.has(name) ? missing : undefined, check: this.compile(property, at) };
    });
    return (value, problems) => {
      for (const { name, missing, check } of fields) {
        const field = (value as Record<string, unknown>)[name];
        if (field !== undefined) check(field, problems);
        else if (missing) problems.push(missing);
      }
    };
  }

  private list(items: ShapeSchema, path: string): ShapeCheck {
    const check = this.compile(items, `${path}[]`);
    return (value, problems) => {
      const list = value as readonly unknown[];
      const end = Math.min(list.length, SAMPLE);
      for (let at = 0; at < end; at += 1) check(list[at], problems);
    };
  }

  /** Objects are distinguished by their `type` where they have one, other values by their JSON type. */
  private union(variants: readonly ShapeSchema[], path: string): ShapeCheck {
    const byTag = new Map<unknown, ShapeCheck>();
    const byType = new Map<string, ShapeCheck>();
    for (const variant of variants) {
      const check = this.compile(variant, path);
      const tags = this.tagsOf(variant);
      for (const tag of tags) byTag.set(tag, check);
      for (const type of tags.length > 0 ? [] : typesOf(variant)) byType.set(type, check);
    }
    if (byTag.size > 0) byType.set('object', this.tagged(byTag, path));

    const problem: ShapeProblem = { path, rule: 'type' };
    return (value, problems) => {
      const check = byType.get(typeOf(value));
      if (check) check(value, problems);
      else problems.push(problem);
    };
  }

  private tagged(byTag: ReadonlyMap<unknown, ShapeCheck>, path: string): ShapeCheck {
    const known = inSet([...byTag.keys()], path === '' ? 'type' : `${path}.type`);
    return (value, problems) => {
      const { type } = value as { type?: unknown };
      (byTag.get(type) ?? (() => known(type, problems)))(value, problems);
    };
  }

  private tagsOf({ properties }: ShapeSchema): readonly unknown[] {
    const tag = properties?.['type'];
    return tag ? closedSet(this.resolved(tag)) : [];
  }

  private flat(variants: readonly ShapeSchema[]): ShapeSchema[] {
    return variants
      .map((one) => this.resolved(one))
      .flatMap((one) => (one.anyOf ? this.flat(one.anyOf) : [one]));
  }

  private resolved(schema: ShapeSchema): ShapeSchema {
    if (schema.$ref === undefined) return schema;
    const found = this.definitions[schema.$ref.replace('#/$defs/', '')];
    if (!found) throw new Error(`The contract has no schema "${schema.$ref}".`);
    return this.resolved(found);
  }
}

function closedSet({ const: one, enum: several }: ShapeSchema): readonly unknown[] {
  return one === undefined ? (several ?? []) : [one];
}

function typesOf(schema: ShapeSchema): readonly string[] {
  const values = closedSet(schema);
  return values.length > 0 ? values.map(typeOf) : [schema.type ?? []].flat();
}

function inSet(values: readonly unknown[], path: string): ShapeCheck {
  const known = new Set(values);
  const types = new Set(values.map(typeOf));
  return (value, problems) => {
    if (known.has(value)) return;
    if (!types.has(typeOf(value))) problems.push({ path, rule: 'type' });
    else problems.push({ path, rule: 'value', value: String(value).slice(0, 80) });
  };
}

/** The JSON type of a value. */
function typeOf(value: unknown): string {
  switch (typeof value) {
    case 'number':
      return Number.isInteger(value) ? 'integer' : 'number';
    case 'object':
      return value === null ? 'null' : Array.isArray(value) ? 'array' : 'object';
    default:
      return typeof value;
  }
}
