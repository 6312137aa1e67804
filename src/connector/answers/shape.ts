import type { JsonSchema } from '../../actions/json-schema.types.js';
import { inSet, typeOf, type ShapeCheck, type ShapeProblem } from './shape-problem.js';

/** Items of a list that are looked at: what changes in a list changes in all of it, and a report may hold thousands. */
const SAMPLE = 100;

type Schema = JsonSchema & {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
};

/**
 * Compiles a schema of the contract into a check, once for each schema. It looks at required fields, types and closed
 * sets; fields that the schema does not know, formats and ranges are none of its business. Paths are fixed here, so
 * that checking an answer that fits builds nothing.
 */
export const compileShape = (schema: JsonSchema): ShapeCheck =>
  new ShapeCompiler((schema['$defs'] ?? {}) as Record<string, Schema>).compile(schema, '');

class ShapeCompiler {
  constructor(private readonly definitions: Readonly<Record<string, Schema>>) {}

  compile(raw: Schema, path: string): ShapeCheck {
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
    // Most fields are plain texts: worth a check of their own.
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

  private inside(schema: Schema, path: string): ShapeCheck | undefined {
    if (schema.properties) return this.object(schema.properties, new Set(schema.required), path);
    return schema.items && this.list(schema.items, path);
  }

  private object(properties: Record<string, Schema>, required: Set<string>, path: string): ShapeCheck {
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

  private list(items: Schema, path: string): ShapeCheck {
    const check = this.compile(items, `${path}[]`);
    return (value, problems) => {
      const list = value as readonly unknown[];
      const end = Math.min(list.length, SAMPLE);
      for (let at = 0; at < end; at += 1) check(list[at], problems);
    };
  }

  /** Objects are told apart by their `type` where they have one, anything else by its JSON type. */
  private union(variants: readonly Schema[], path: string): ShapeCheck {
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

  private tagsOf({ properties }: Schema): readonly unknown[] {
    const tag = properties?.['type'];
    return tag ? closedSet(this.resolved(tag)) : [];
  }

  private flat(variants: readonly Schema[]): Schema[] {
    return variants
      .map((one) => this.resolved(one))
      .flatMap((one) => (one.anyOf ? this.flat(one.anyOf) : [one]));
  }

  private resolved(schema: Schema): Schema {
    if (schema.$ref === undefined) return schema;
    const found = this.definitions[schema.$ref.replace('#/$defs/', '')];
    if (!found) throw new Error(`The contract has no schema "${schema.$ref}".`);
    return this.resolved(found);
  }
}

function closedSet({ const: one, enum: several }: Schema): readonly unknown[] {
  return one === undefined ? (several ?? []) : [one];
}

function typesOf(schema: Schema): readonly string[] {
  const values = closedSet(schema);
  return values.length > 0 ? values.map(typeOf) : [schema.type ?? []].flat();
}
