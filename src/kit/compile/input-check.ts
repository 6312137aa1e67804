import { plainToInstance } from 'class-transformer';
import { getMetadataStorage, validateSync, type ValidationError } from 'class-validator';
import type { Action, InputClass, ReadyAction } from '../catalog/define-action.js';
import type { RawInput } from '../catalog/define-limitation.js';
import type { JsonSchema } from '../catalog/json-schema.js';
import { msg, render, type Message } from '../catalog/message.js';

/** One thing that is wrong with an input. */
export interface InputIssue {
  /** Dotted path of the field; empty for the input as a whole. */
  readonly path: string;
  /** Name of the broken rule. */
  readonly rule: string;
  /** Names the field and a valid value. */
  readonly message: string;
  /** `message` as data, where it mentions an action. */
  readonly parts?: Message;
}

/** An input after the check. */
export interface CheckedInput {
  /** The fields that the action knows. */
  readonly input: RawInput;
  readonly issues: readonly InputIssue[];
  /** The list in which the caller finds an id that is missing or wrong. */
  readonly next?: ReadyAction;
}

/** What the check needs to know of its action. */
export interface CheckedAction {
  readonly action: Action;
  readonly inputSchema: JsonSchema;
  examplesFor(raw: unknown): readonly object[];
  sampleOf(name: string, schema: JsonSchema): unknown;
  finding(path: string, given: unknown): ReadyAction | undefined;
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
    const found: FoundIssue[] = this.#violations(known);
    const next = found.find(({ finding }) => finding)?.finding;
    return {
      input: known,
      issues: [
        ...unknown.map((field) => this.#unknownField(field, '', [...this.#fields])),
        ...found.map(({ finding: _, ...one }) => one),
      ],
      ...(next ? { next } : {}),
    };
  }

  /** Tells whether there is no issue, without the cost of saying which. */
  accepts(raw: RawInput): boolean {
    return Object.keys(raw).every((field) => this.#fields.has(field)) && this.#errorsOf(raw).length === 0;
  }

  #errorsOf(input: RawInput): ValidationError[] {
    return validateSync(
      plainToInstance(this.owner.action.input, input, { exposeUnsetFields: false }),
      OPTIONS,
    );
  }

  #violations(input: RawInput): FoundIssue[] {
    if (this.#fields.size === 0) return [];
    try {
      const errors = this.#errorsOf(input);
      if (errors.length === 0) return [];
      const examples = this.owner.examplesFor(input);
      return errors.flatMap((error) => this.#issuesOf(error, '', examples));
    } catch {
      // Input nested thousands deep, or in a circle, exhausts the stack: the input is at fault.
      return [
        issue('', 'type', `input is nested too deeply or contains a cycle; an example is ${this.#example}`),
      ];
    }
  }

  #issuesOf(error: ValidationError, parent: string, examples: readonly object[]): FoundIssue[] {
    const { property, constraints = {}, children = [], target } = error;
    const value: unknown = error.value;
    const path = parent + property;
    if ('whitelistValidation' in constraints) {
      return [this.#unknownField(property, parent, fieldsOf(target?.constructor as InputClass))];
    }
    const rules = Object.entries(constraints).filter(([rule]) => rule !== 'nestedValidation');
    // The issues inside a field that is wrong altogether only repeat it.
    if (rules.length === 0) return children.flatMap((child) => this.#issuesOf(child, `${path}.`, examples));
    const sample = this.#validValue(path, examples);
    const isNoId = 'matches' in constraints && isMissingOrText(value);
    const finding = isNoId ? this.owner.finding(path, value) : undefined;
    return rules.map(([rule, said]) => {
      const message = `${ownWords(said, property, path)}${sample}`;
      if (!finding) return issue(path, rule, message);
      const parts = msg`${message}; find it with ${callOf(finding)}`;
      return { ...issue(path, rule, render(parts)), parts, finding };
    });
  }

  #unknownField(field: string, parent: string, fields: readonly string[]): InputIssue {
    const path = parent + this.redact(field).slice(0, LONGEST_NAME);
    return issue(
      path,
      'unknown_field',
      `${path} is not a field${fields.length === 0 ? ': there are none' : `; the fields are ${fields.join(', ')}`}`,
    );
  }

  #validValue(path: string, examples: readonly object[]): string {
    const shown = examples.map((example) => (example as RawInput)[path]).filter((one) => one !== undefined);
    const { properties = {} } = this.owner.inputSchema as { properties?: Record<string, JsonSchema> };
    const schema = Object.hasOwn(properties, path) ? properties[path] : undefined;
    const samples = shown.length > 0 ? shown : [this.owner.sampleOf(path, schema ?? {})];
    const texts = new Set(samples.map((one) => JSON.stringify(one) as string | undefined));
    const valid = [...texts].filter((text) => text !== undefined);
    return valid.length === 0 ? '' : `; for example ${valid.join(' or ')}`;
  }

  get #example(): string {
    return JSON.stringify(this.owner.action.example);
  }
}

const LONGEST_NAME = 80;

/** An action with its input, as a part of a sentence. */
export const callOf = ({ actionId, input }: ReadyAction): Message =>
  Object.keys(input).length === 0
    ? [{ action: actionId }]
    : msg`${{ action: actionId }} ${JSON.stringify(input)}`;

interface FoundIssue extends InputIssue {
  readonly finding?: ReadyAction;
}

/** A number or an object in place of an id is a slip; a text, or nothing, is a caller who does not know the id. */
const isMissingOrText = (value: unknown): boolean =>
  [value].flat().every((one) => one === undefined || typeof one === 'string');

/** A message of a validator, which begins with the name of the field, about the whole path. */
function ownWords(said: string, property: string, path: string): string {
  const each = `each value in ${property} `;
  if (said.startsWith(each)) return `each item of ${path} ${said.slice(each.length)}`;
  return said.startsWith(property) ? `${path}${said.slice(property.length)}` : `${path} ${said}`;
}

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
