import type { ValidationError } from 'class-validator';
import type { ReadyAction } from '../catalog/define-action.js';
import type { RawInput } from '../catalog/define-limitation.js';
import type { JsonSchema } from '../catalog/json-schema.js';
import { msg, render, type Message } from '../catalog/message.js';
import type { CheckedAction, CheckedInput, Fault, InputIssue, Slip } from './input-check.js';

/** Says what is wrong with an input, and what a valid one looks like. */
export class InputWords {
  constructor(
    private readonly owner: CheckedAction,
    private readonly redact: (text: string) => string,
  ) {}

  /** The issue of an input that is not an object. */
  noObject(): InputIssue {
    return issue('', 'type', `input must be an object such as ${this.#example}`);
  }

  /** The issue of an input that cannot be read as a whole. */
  fault({ path: given }: Fault): InputIssue {
    if (given === undefined) {
      const message = `input is nested too deeply or contains a cycle; an example is ${this.#example}`;
      return issue('', 'type', message);
    }
    const path = this.#shown(given);
    return issue(path, 'unicode', `${path} is not well-formed Unicode: it contains half of a surrogate pair`);
  }

  /** The issues of an input, and the list in which the caller finds an id. */
  of(
    slips: readonly Slip[],
    errors: readonly ValidationError[],
    raw: RawInput,
  ): Pick<CheckedInput, 'issues' | 'next'> {
    const examples = errors.length === 0 ? [] : this.owner.examplesFor(raw);
    const found = errors.flatMap((error) => this.#issuesOf(error, '', examples));
    const next = found.find(({ finding }) => finding)?.finding;
    const listed = new Set<Slip['fields']>();
    const issues = [
      ...slips.slice(0, MOST_ISSUES).map((slip) => this.#slip(slip, listed)),
      ...found.map(({ finding: _, ...one }) => one),
    ];
    return { issues: fewIssues(issues, slips.length + found.length), ...(next ? { next } : {}) };
  }

  #slip({ parent, field, maxLength, fields }: Slip, listed: Set<Slip['fields']>): InputIssue {
    const path = this.#shown(parent + field);
    if (maxLength !== undefined)
      return issue(path, 'maxLength', `${path} must be shorter than or equal to ${maxLength} characters`);
    // The first one says which there are, for all of its kind.
    const known =
      fields.size === 0 ? ': there are none' : `; the fields are ${[...fields.keys()].join(', ')}`;
    const message = `${path} is not a field${listed.has(fields) ? '' : known}`;
    listed.add(fields);
    return issue(path, 'unknown_field', message);
  }

  #issuesOf(error: ValidationError, parent: string, examples: readonly object[]): FoundIssue[] {
    const { property, constraints = {}, children = [] } = error;
    const value: unknown = error.value;
    const path = parent + property;
    const rules = Object.entries(constraints).filter(([rule]) => rule !== 'nestedValidation');
    // The issues inside a field that is wrong altogether only repeat it.
    if (rules.length === 0) return children.flatMap((child) => this.#issuesOf(child, `${path}.`, examples));
    const sample = this.#validValue(path, examples);
    const isNoId = 'matches' in constraints && isMissingOrText(value);
    const finding = isNoId ? this.owner.finding(path, value) : undefined;
    // A validator runs on a missing field only if the field is required.
    const broken = value === undefined ? [['required', `${property} is required`] as const] : rules;
    return broken.map(([rule, said]) => {
      const message = `${ownWords(said, property, path)}${sample}`;
      if (!finding) return issue(path, rule, message);
      const parts = msg`${message}; find it with ${callOf(finding)}`;
      return { ...issue(path, rule, render(parts)), parts, finding };
    });
  }

  /** A path of the caller's, without keys, and short; its names may be anything. */
  #shown(path: string): string {
    return this.redact(path)
      .slice(0, LONGEST_NAME)
      .replace(/\p{Surrogate}/gu, '\ufffd');
  }

  #validValue(path: string, examples: readonly object[]): string {
    const shown = examples.map((example) => valueAt(example, path)).filter((one) => one !== undefined);
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

/** The most issues that are spelled out: each names its field and a valid value, and an input may have any number of them. */
const MOST_ISSUES = 20;

/** The most bytes of these issues as JSON. An answer has their texts up to three times, and has 8 KB at most. */
const MOST_BYTES = 2_200;

/**
 * The first issues of a refused input: at most 20, and as many as a short answer holds; a last one counts the rest.
 * @param total - how many there are, where not all are given.
 */
export function fewIssues(issues: readonly InputIssue[], total = issues.length): readonly InputIssue[] {
  const few: InputIssue[] = [];
  let left = MOST_BYTES;
  for (const one of issues.slice(0, MOST_ISSUES)) {
    left -= Buffer.byteLength(JSON.stringify({ ...one, parts: undefined }));
    if (left < 0 && few.length > 0) break;
    few.push(one);
  }
  const more = total - few.length;
  return more === 0 ? few : [...few, issue('', 'more', `and ${more.toLocaleString('en-US')} more`)];
}

/** An action with its input, as a part of a sentence. */
export const callOf = ({ actionId, input }: ReadyAction): Message =>
  Object.keys(input).length === 0
    ? [{ action: actionId }]
    : msg`${{ action: actionId }} ${JSON.stringify(input)}`;

interface FoundIssue extends InputIssue {
  readonly finding?: ReadyAction;
}

/** The value at a dotted path; undefined where there is none. */
const valueAt = (value: unknown, path: string): unknown =>
  path
    .split('.')
    .reduce<unknown>(
      (inside, name) =>
        typeof inside === 'object' && inside !== null && Object.hasOwn(inside, name)
          ? (inside as RawInput)[name]
          : undefined,
      value,
    );

/** A number or an object in place of an id is a slip; a text, or nothing, is a caller who does not know the id. */
const isMissingOrText = (value: unknown): boolean =>
  [value].flat().every((one) => one === undefined || typeof one === 'string');

/** A message of a validator, which begins with the name of the field, about the whole path. */
function ownWords(said: string, property: string, path: string): string {
  const each = `each value in ${property} `;
  if (said.startsWith(each)) return `each item of ${path} ${said.slice(each.length)}`;
  return said.startsWith(property) ? `${path}${said.slice(property.length)}` : `${path} ${said}`;
}

const issue = (path: string, rule: string, message: string): InputIssue => ({ path, rule, message });
