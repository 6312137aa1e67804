import { plainToInstance } from 'class-transformer';
import { getMetadataStorage, validateSync, type ValidationError } from 'class-validator';
import type { Action, InputClass } from '../catalog/define-action.js';
import type { RawInput } from '../catalog/define-limitation.js';

/** One thing that is wrong with an input. */
export interface InputIssue {
  /** Dotted path of the field; empty for the input as a whole. */
  readonly path: string;
  /** Name of the broken rule. */
  readonly rule: string;
  /** Names the field and a valid value. */
  readonly message: string;
}

/** An input after the check. */
export interface CheckedInput {
  /** The fields that the action knows. */
  readonly input: RawInput;
  readonly issues: readonly InputIssue[];
}

/** What the check needs to know of its action. */
export interface CheckedAction {
  readonly action: Action;
  sampleFor(path: string): unknown;
}

const OPTIONS = { whitelist: true, forbidNonWhitelisted: true, forbidUnknownValues: false } as const;

/** Checks the inputs of one action. */
export class InputCheck {
  readonly #fields: ReadonlySet<string>;

  constructor(
    private readonly owner: CheckedAction,
    fields: readonly string[],
    private readonly redact: (text: string) => string,
  ) {
    this.#fields = new Set(fields);
  }

  /** Never throws: whatever is wrong is an issue. */
  check(raw: unknown): CheckedInput {
    const { action } = this.owner;
    if (action.input.anyField) return { input: isObject(raw) ? raw : {}, issues: [] };
    if (!isObject(raw)) {
      return { input: {}, issues: [issue('', 'type', `input must be an object such as ${this.#example}`)] };
    }
    const unknown = Object.keys(raw).filter((field) => !this.#fields.has(field));
    const known = unknown.length === 0 ? raw : pick(raw, this.#fields);
    return {
      input: known,
      issues: [...unknown.map((field) => this.#unknownField(field)), ...this.#violations(known)],
    };
  }

  #violations(input: object): InputIssue[] {
    if (this.#fields.size === 0) return [];
    try {
      const instance = plainToInstance(this.owner.action.input, input, { exposeUnsetFields: false });
      return validateSync(instance, OPTIONS).flatMap((error) => this.#issuesOf(error, ''));
    } catch {
      // Input nested thousands deep, or in a circle, exhausts the stack: the input is at fault.
      return [
        issue('', 'type', `input is nested too deeply or contains a cycle; an example is ${this.#example}`),
      ];
    }
  }

  #issuesOf(error: ValidationError, parent: string): InputIssue[] {
    const path = parent + error.property;
    const own = Object.entries(error.constraints ?? {}).map(([rule, message]) =>
      issue(
        path,
        rule === 'whitelistValidation' ? 'unknown_field' : rule,
        `${message.replace(error.property, path)}${this.#validValue(path)}`,
      ),
    );
    // The issues inside a field that is wrong altogether only repeat it.
    return own.length > 0
      ? own
      : (error.children ?? []).flatMap((child) => this.#issuesOf(child, `${path}.`));
  }

  #unknownField(field: string): InputIssue {
    const path = this.redact(field).slice(0, LONGEST_NAME);
    const known = [...this.#fields].join(', ');
    return issue(
      path,
      'unknown_field',
      `${path} is not a field${known === '' ? ': there are none' : `; the fields are ${known}`}`,
    );
  }

  #validValue(path: string): string {
    const value = this.owner.sampleFor(path);
    return value === undefined ? '' : `; for example ${JSON.stringify(value)}`;
  }

  get #example(): string {
    return JSON.stringify(this.owner.action.example);
  }
}

const LONGEST_NAME = 80;

/** The field names of an input class. */
export function fieldsOf(input: InputClass): string[] {
  const metadata = getMetadataStorage().getTargetValidationMetadatas(input, '', true, false);
  return [...new Set(metadata.map(({ propertyName }) => propertyName))];
}

const issue = (path: string, rule: string, message: string): InputIssue => ({ path, rule, message });

function pick(raw: RawInput, fields: ReadonlySet<string>): RawInput {
  return Object.fromEntries(Object.entries(raw).filter(([field]) => fields.has(field)));
}

function isObject(value: unknown): value is RawInput {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
