import { getMetadataStorage, validateSync, type ValidationError } from 'class-validator';
import type { Action, InputClass, ReadyAction } from '../catalog/define-action.js';
import type { RawInput } from '../catalog/define-limitation.js';
import { variantOf, type Variants } from '../catalog/discriminated-union.js';
import type { JsonSchema } from '../catalog/json-schema.js';
import type { Message } from '../catalog/message.js';
import { InputWords } from './input-words.js';

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

const OPTIONS = { forbidUnknownValues: false } as const;

/** More than any input needs; a text in a list in an object of an object is four deep. */
const MAX_DEPTH = 64;

/** Checks the inputs of one action. */
export class InputCheck {
  readonly #fields: ReadonlySet<string>;
  readonly #words: InputWords;

  constructor(
    private readonly owner: CheckedAction,
    fields: readonly string[],
    redact: (text: string) => string,
  ) {
    this.#fields = new Set(fields);
    this.#words = new InputWords(owner, redact);
  }

  /** Never throws: whatever is wrong is an issue. */
  check(raw: unknown): CheckedInput {
    const { action } = this.owner;
    if (action.input.anyField) return { input: isObject(raw) ? raw : {}, issues: [] };
    if (!isObject(raw)) return { input: {}, issues: [this.#words.noObject()] };
    const fault = faultIn(raw);
    if (fault) return { input: {}, issues: [this.#words.fault(fault)] };
    const { instance, slips } = this.#read(raw);
    const errors = this.#errorsOf(instance);
    const known = slips.length === 0 ? raw : pick(raw, this.#fields);
    if (slips.length === 0 && errors.length === 0) return { input: known, issues: [] };
    return { input: known, ...this.#words.of(slips, errors, raw) };
  }

  /** Tells whether there is no issue, without the cost of saying which. */
  accepts(raw: RawInput): boolean {
    if (faultIn(raw)) return false;
    const { instance, slips } = this.#read(raw);
    return slips.length === 0 && this.#errorsOf(instance).length === 0;
  }

  #read(raw: RawInput): { readonly instance: object; readonly slips: readonly Slip[] } {
    const slips: Slip[] = [];
    return { instance: instanceOf(this.owner.action.input, raw, '', slips), slips };
  }

  #errorsOf(instance: object): ValidationError[] {
    return this.#fields.size === 0 ? [] : validateSync(instance, OPTIONS);
  }
}

/** What makes an input unreadable as a whole: its depth, or a text that is not well-formed Unicode. */
export interface Fault {
  /** Dotted path of the text; undefined where the input is nested too deeply. */
  readonly path?: string;
}

/** A surrogate without its other half, which UTF-8 cannot encode. */
const HALF = /\p{Surrogate}/u;

/** Looks at every name and text of an input, as deep as it goes. */
function faultIn(value: unknown, path = '', depth = 0): Fault | undefined {
  if (typeof value === 'string') return HALF.test(value) ? { path } : undefined;
  if (typeof value !== 'object' || value === null) return undefined;
  // A cycle is endlessly deep.
  if (depth === MAX_DEPTH) return {};
  for (const name of Object.keys(value)) {
    const at = depth === 0 ? name : `${path}.${name}`;
    if (HALF.test(name)) return { path: at };
    const fault = faultIn((value as RawInput)[name], at, depth + 1);
    if (fault) return fault;
  }
  return undefined;
}

/** A field that no validator reports. */
export interface Slip {
  /** Path of the object that the field is in, with a dot at its end; empty for the input itself. */
  readonly parent: string;
  readonly field: string;
  /** What it may be at most, in characters; undefined for a field that the object does not have. */
  readonly maxLength?: number;
  /** The fields that the object has; one map for all slips of its kind. */
  readonly fields: ReadonlyMap<string, unknown>;
}

const NO_FIELDS: Slip['fields'] = new Map();

/** What is read of a field before it is validated. */
interface FieldFacts {
  readonly input?: () => InputClass;
  readonly variants?: Variants;
  readonly maxLength?: number;
}

const factsByClass = new WeakMap<InputClass, ReadonlyMap<string, FieldFacts>>();

/** The fields of an input class, from the validators that it declares. */
function factsOf(input: InputClass): ReadonlyMap<string, FieldFacts> {
  const known = factsByClass.get(input);
  if (known) return known;
  const facts = new Map<string, FieldFacts>();
  for (const { propertyName, name, context, constraints } of metadataOf(input)) {
    const bounds = constraints as readonly number[] | undefined;
    const maxLength = name === 'maxLength' ? bounds?.[0] : name === 'isLength' ? bounds?.[1] : undefined;
    const more = maxLength === undefined ? {} : { maxLength };
    facts.set(propertyName, { ...facts.get(propertyName), ...(context as FieldFacts | undefined), ...more });
  }
  factsByClass.set(input, facts);
  return facts;
}

/**
 * The raw fields as an instance of their class, which the validators read. Only declared fields are taken over, so no
 * name of a caller, such as `constructor`, means anything else than a name.
 */
function instanceOf(input: InputClass, raw: RawInput, parent: string, slips: Slip[]): object {
  const facts = factsOf(input);
  const instance = Object.create(input.prototype as object) as Record<string, unknown>;
  for (const field of Object.keys(raw)) {
    const known = facts.get(field);
    const value = raw[field];
    if (known === undefined) slips.push({ parent, field, fields: facts });
    else instance[field] = nestedOf(known, value, `${parent}${field}.`, slips);
    if (known?.maxLength !== undefined && isTooLong(value, known.maxLength))
      slips.push({ parent, field, maxLength: known.maxLength, fields: NO_FIELDS });
  }
  return instance;
}

function nestedOf(facts: FieldFacts, value: unknown, path: string, slips: Slip[]): unknown {
  if ((!facts.input && !facts.variants) || typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((item, nth) => nestedOf(facts, item, `${path}${nth}.`, slips));
  const input = facts.variants ? variantOf(facts.variants, value) : facts.input?.();
  // A variant that does not exist is refused as such, whatever its fields are.
  return input ? instanceOf(input, value as RawInput, path, slips) : {};
}

/** Characters that choose how the one before them looks: the library does not count them, an API does. */
const SELECTOR = /[\uFE0E\uFE0F]/;

const isTooLong = (value: unknown, maxLength: number): boolean =>
  typeof value === 'string' &&
  value.length > maxLength &&
  SELECTOR.test(value) &&
  [...value].length > maxLength;

const metadataOf = (input: InputClass) =>
  getMetadataStorage().getTargetValidationMetadatas(input, '', true, false);

/** The field names of an input class. */
export const fieldsOf = (input: InputClass): string[] => [...factsOf(input).keys()];

function pick(raw: RawInput, fields: ReadonlySet<string>): RawInput {
  return Object.fromEntries(Object.entries(raw).filter(([field]) => fields.has(field)));
}

function isObject(value: unknown): value is RawInput {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
