import type { PipeTransform } from '@nestjs/common';
import type { InputIssue } from 'anthropic-admin-connector';
import { fewIssues } from 'anthropic-admin-connector/kit';
import { getMetadataStorage, validateSync } from 'class-validator';
import { PlatformError } from '../problems/platform-error.js';
import { isStorable, maskKeys } from '../security/text.js';
import { ValidateIf, ValidateBy } from 'class-validator';

/** Field names that a response may repeat; anything else may be a misplaced key. */
const PRINTABLE = /^\w{1,48}$/;

/** The name of a field as an answer may repeat it. */
export const printable = (field: string): string => (PRINTABLE.test(field) ? field : 'one');

type BodyClass<Body extends object> = new () => Body;

/**
 * Checks a body or a query against the validators of a class: unknown fields are refused, and every issue names its
 * field. Nest's ValidationPipe would copy the input of an action to any depth; this pipe checks only the top-level
 * fields.
 */
export class BodyPipe<Body extends object> implements PipeTransform<unknown, Body> {
  /** The names of its fields. */
  readonly fields: readonly string[];

  /** @param what - what it is called in messages. */
  constructor(
    private readonly bodyClass: BodyClass<Body>,
    private readonly what: 'body' | 'query' | 'policy' | 'token' = 'body',
  ) {
    const metadata = getMetadataStorage().getTargetValidationMetadatas(bodyClass, '', true, false);
    this.fields = [...new Set(metadata.map(({ propertyName }) => propertyName))];
  }

  /** @throws PlatformError invalid_input with an issue for each invalid field */
  transform(body: unknown): Body {
    if (!isObject(body))
      throw invalid(this.what, [{ path: '', rule: 'type', message: 'the body must be a JSON object' }]);
    const known = this.fields.filter((field) => Object.hasOwn(body, field));
    const instance = Object.assign(
      new this.bodyClass(),
      Object.fromEntries(known.map((field) => [field, body[field]])),
    );
    const issues = [...this.unknownFields(body), ...issuesOf(instance)];
    if (issues.length > 0) throw invalid(this.what, issues);
    return instance;
  }

  private unknownFields(body: object): InputIssue[] {
    return Object.keys(body)
      .filter((field) => !this.fields.includes(field))
      .map(printable)
      .map((path, nth) => ({
        path,
        rule: 'unknown_field',
        message: `${path} is not a field here${nth === 0 ? `; the fields are ${this.fields.join(', ')}` : ''}`,
      }));
  }
}

const issuesOf = (instance: object): InputIssue[] =>
  validateSync(instance).flatMap(({ property, value, constraints = {} }) =>
    value === undefined
      ? [{ path: property, rule: 'required', message: `${property} is required` }]
      : Object.entries(constraints).map(([rule, message]) => ({ path: property, rule, message })),
  );

/** The refusal of a body or a query, with its first issues. */
export function invalid(what: string, all: readonly InputIssue[]): PlatformError {
  const issues = fewIssues(all);
  return new PlatformError('invalid_input', {
    message: `The ${what} is not valid: ${issues.map(({ message }) => message).join('; ')}.`,
    issues,
  });
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Marks an optional field. Unlike `IsOptional` it refuses null. */
export const Optional = (): PropertyDecorator => ValidateIf((_, value) => value !== undefined);

/** Checks that a field is given only if another one is true, because alone it would be ignored silently. */
export const GoesWith = (other: string): PropertyDecorator =>
  ValidateBy({
    name: 'goesWith',
    validator: {
      validate: (_, problem) => (problem?.object as Record<string, unknown>)[other] === true,
      defaultMessage: (problem) => `${problem?.property} goes with "${other}": true`,
    },
  });

/** Checks that a text has no key in it, because it is stored and shown. */
export const IsKeyless = (): PropertyDecorator =>
  ValidateBy({
    name: 'keyless',
    validator: {
      validate: (value) => typeof value !== 'string' || maskKeys(value) === value,
      defaultMessage: (problem) => `${problem?.property} must not hold a key`,
    },
  });

/** Checks that a text has no control characters. */
export const IsStorable = (): PropertyDecorator =>
  ValidateBy({
    name: 'storable',
    validator: {
      validate: (value) => typeof value === 'string' && isStorable(value),
      defaultMessage: (problem) => `${problem?.property} must not hold control characters`,
    },
  });
