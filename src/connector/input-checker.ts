import { plainToInstance } from 'class-transformer';
import { getMetadataStorage, validateSync, type ValidationError } from 'class-validator';
import type { Action } from '../actions/define-action.js';
import type { JsonSchema } from '../actions/json-schema.types.js';
import { jsonSchemaOf } from './json-schema.js';
import type { InputIssue } from './outcome.js';
import { withoutKeys } from './without-keys.js';

/** An input that has been looked at. */
export interface CheckedInput {
  readonly input: Readonly<Record<string, unknown>>;
  readonly issues: readonly InputIssue[];
}

const OPTIONS = { whitelist: true, forbidNonWhitelisted: true, forbidUnknownValues: false } as const;

/** Checks the inputs of one action; what can be prepared is prepared once. */
export class InputChecker {
  readonly #fields: ReadonlySet<string>;

  constructor(private readonly action: Action) {
    this.#fields = new Set(fieldsOf(action));
  }

  /** Never throws: what is wrong, however odd, is an issue. */
  check(raw: unknown): CheckedInput {
    if (this.action.input.anyField) return { input: isObject(raw) ? raw : {}, issues: [] };
    if (!isObject(raw)) {
      return {
        input: {},
        issues: [{ path: '', rule: 'type', message: `input must be an object such as ${this.sample}` }],
      };
    }
    const unknown = Object.keys(raw).filter((field) => !this.#fields.has(field));
    const known = unknown.length === 0 ? raw : pick(raw, this.#fields);
    return {
      input: known,
      issues: [...unknown.map((field) => this.unknownField(field)), ...this.violations(known)],
    };
  }

  private violations(input: object): InputIssue[] {
    if (this.#fields.size === 0) return [];
    try {
      const instance = plainToInstance(this.action.input, input, { exposeUnsetFields: false });
      return validateSync(instance, OPTIONS).flatMap((error) => this.issuesOf(error, ''));
    } catch {
      // Input nested thousands deep, or in a circle, exhausts the stack: it is the input that is wrong.
      return [
        {
          path: '',
          rule: 'type',
          message: `input is nested too deep, or in a circle; a right one is ${this.sample}`,
        },
      ];
    }
  }

  private issuesOf(error: ValidationError, parent: string): InputIssue[] {
    const path = parent + error.property;
    const own = Object.entries(error.constraints ?? {}).map(([rule, message]) => ({
      path,
      rule: rule === 'whitelistValidation' ? 'unknown_field' : rule,
      message: `${message.replace(error.property, path)}${this.rightValue(path)}`,
    }));
    // What is inside a field that is wrong altogether only repeats it.
    return own.length > 0 ? own : (error.children ?? []).flatMap((child) => this.issuesOf(child, `${path}.`));
  }

  private unknownField(field: string): InputIssue {
    const path = withoutKeys(field);
    const known = [...this.#fields].join(', ');
    return {
      path,
      rule: 'unknown_field',
      message: `${path} is not a field of ${this.action.id}${known === '' ? ', which takes none' : `; its fields are ${known}`}`,
    };
  }

  private rightValue(path: string): string {
    const value = sampleFor(
      path,
      this.action.example as Record<string, unknown>,
      jsonSchemaOf(this.action.input),
    );
    return value === undefined ? '' : `; for example ${JSON.stringify(value)}`;
  }

  private get sample(): string {
    return JSON.stringify(this.action.example);
  }
}

/** The field names of an action's input. */
export function fieldsOf(action: Action): string[] {
  const metadata = getMetadataStorage().getTargetValidationMetadatas(action.input, '', true, false);
  return [...new Set(metadata.map(({ propertyName }) => propertyName))];
}

function sampleFor(path: string, example: Record<string, unknown>, schema: JsonSchema): unknown {
  if (path in example) return example[path];
  const property = (schema['properties'] as Record<string, JsonSchema> | undefined)?.[path];
  if (!property) return undefined;
  const {
    examples,
    default: standard,
    enum: values,
    minimum,
  } = property as Record<string, unknown[] | undefined>;
  return examples?.[0] ?? standard ?? values?.[0] ?? minimum;
}

function pick(raw: Record<string, unknown>, fields: ReadonlySet<string>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(raw).filter(([field]) => fields.has(field)));
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
