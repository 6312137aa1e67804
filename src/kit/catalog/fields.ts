import {
  IsArray,
  IsEmail,
  IsIn,
  IsObject,
  Matches,
  ValidateBy,
  ValidateIf,
  ValidateNested,
  ValidationTypes,
} from 'class-validator';
import { JSONSchema } from 'class-validator-jsonschema';
import type { SchemaConverters } from './json-schema.js';
import { invisibleIn } from './invisible.js';
import type { Text } from './message.js';

/** Characters of an id; dots, slashes and percent signs stay out, so an id cannot change the path. */
export const ID_PATTERN = /^[A-Za-z0-9][A-Za-z0-9_-]{0,127}$/;

/**
 * An RFC 3339 date-time: `t` and `z` may be lower-case, and the offset is required. A leap second (`:60`) and the hour 24 are
 * refused, and a fraction has at most 9 digits.
 */
export const DATE_TIME =
  /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])[Tt](?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,9})?(?:[Zz]|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/;

/** A date, `YYYY-MM-DD`. */
export const DAY = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/;

const given = (_: unknown, value: unknown): boolean => value !== undefined;
const givenAndNotNull = (_: unknown, value: unknown): boolean => value !== undefined && value !== null;
const notNull = (_: unknown, value: unknown): boolean => value !== null;

/** Several decorators as one. */
export const all =
  (...decorators: PropertyDecorator[]): PropertyDecorator =>
  (target, key) =>
    decorators.forEach((decorate) => decorate(target, key));

/** Describes a field once, for docs, OpenAPI, MCP and forms; `more` adds JSON Schema keywords. */
export const Describe = (description: Text, more: object = {}): PropertyDecorator =>
  JSONSchema((schema) => ({ ...schema, ...more, description: description as string })) as PropertyDecorator;

/** Makes a field optional. Unlike `@IsOptional()` it refuses null, as the JSON Schema does. */
export const Optional = (): PropertyDecorator => ValidateIf((object, value) => given(object, value));

/** Makes a field optional and nullable; null clears it in a body and is omitted from a query. */
export const Nullable = (): PropertyDecorator => ValidateIf(givenAndNotNull);

/** Makes a required field nullable: null has a meaning of its own, such as "no limit". */
export const RequiredOrNull = (): PropertyDecorator => ValidateIf(notNull);

/** An opaque id of the API, safe as a path segment. */
export const Id = (): PropertyDecorator =>
  Matches(ID_PATTERN, { message: '$property must be an id (letters, digits, _ and -)' });

/** A list of opaque ids. */
export const IdList = (): PropertyDecorator =>
  all(
    IsArray(),
    Matches(ID_PATTERN, {
      each: true,
      message: 'each value in $property must be an id (letters, digits, _ and -)',
    }),
  );

/** A list whose values come from a closed set. */
export const ListOf = (values: readonly unknown[]): PropertyDecorator =>
  all(IsArray(), IsIn([...values], { each: true }));

/** An input as a rule sees it: each field may be missing or of any kind. */
export type RuledInput = Readonly<Record<string, unknown>>;

/**
 * A rule that looks at other fields too. JSON Schema does not show it, so the description of the field has to.
 * `says` completes the sentence that begins with the field's name.
 */
export const Rule = (
  says: string,
  holds: (value: unknown, input: RuledInput) => boolean,
): PropertyDecorator =>
  ValidateBy({
    name: 'rule',
    constraints: [says],
    validator: {
      validate: (value, args) => holds(value, args?.object as RuledInput),
      defaultMessage: () => `$property ${says}`,
    },
  });

/** A field that excludes another one. */
export const NotTogetherWith = (other: string): PropertyDecorator =>
  ValidateBy({
    name: 'notTogetherWith',
    constraints: [other],
    validator: {
      validate: (_, args) => (args?.object as Record<string, unknown>)[other] === undefined,
      defaultMessage: () => `$property and ${other} are mutually exclusive: pass only one`,
    },
  });

/** An object with an input class of its own. */
export const Nested = (input: () => new () => object): PropertyDecorator =>
  all(IsObject(), ValidateNested({ context: { input } }));

/** A list of objects that share an input class. */
export const NestedList = (input: () => new () => object): PropertyDecorator =>
  all(IsArray(), IsObject({ each: true }), ValidateNested({ each: true, context: { input } }));

/**
 * Whether a text is an RFC 3339 date-time of a day that exists. It is taken as written, with a lower-case `t` or `z` and any
 * offset. A leap second is refused: the API's buckets begin at whole minutes, and most clocks have no such second.
 */
export const isDateTime = (value: unknown): value is string =>
  typeof value === 'string' && DATE_TIME.test(value) && isRealDay(value);

/** Whether a text is a day that exists, `YYYY-MM-DD`. */
export const isDay = (value: unknown): value is string =>
  typeof value === 'string' && DAY.test(value) && isRealDay(value);

/** A date-time as `isDateTime` takes it, such as `2026-11-01T00:00:00Z`. */
export const IsDateTime = (): PropertyDecorator =>
  ValidateBy({
    name: 'isDateTime',
    validator: {
      validate: isDateTime,
      defaultMessage: () => '$property must be an RFC 3339 date-time such as 2026-11-01T00:00:00Z',
    },
  });

/** One UTC day, `YYYY-MM-DD`. */
export const IsDay = (): PropertyDecorator =>
  ValidateBy({
    name: 'isDay',
    validator: { validate: isDay, defaultMessage: () => '$property must be a date such as 2026-11-01' },
  });

/** An e-mail address. One with invisible characters is refused: it looks like another one, and belongs to no one. */
export const Email = (): PropertyDecorator =>
  all(
    ValidateBy({
      name: 'visible',
      validator: {
        validate: (value: unknown) => typeof value !== 'string' || invisibleIn(value) === undefined,
        defaultMessage: (args) => `$property contains ${invisibleIn(args?.value as string)}; remove it`,
      },
    }),
    IsEmail(),
  );

/** What a map of strings may hold. */
export interface StringMapOptions {
  /** Null as a value is allowed: it removes the entry. */
  readonly nullable: boolean;
  readonly maxEntries?: number;
  readonly name?: RegExp;
  readonly value?: RegExp;
  /** Shown in the error. */
  readonly sample?: string;
}

/** A flat map of strings. */
export const IsStringMap = (options: StringMapOptions): PropertyDecorator =>
  ValidateBy({
    name: 'isStringMap',
    constraints: [options],
    validator: {
      validate: (value: unknown) => isPlainMap(value) && entriesFit(value, options),
      defaultMessage: () =>
        `$property must be an object of strings such as ${options.sample ?? '{"team":"research"}'}${options.nullable ? '; null removes an entry' : ''}`,
    },
  });

/** One literal, or a list of values from a closed set. */
export const IsLiteralOrListOf = (literal: string, values: readonly string[]): PropertyDecorator =>
  ValidateBy({
    name: 'isLiteralOrListOf',
    constraints: [literal, values],
    validator: {
      validate: (value: unknown) =>
        value === literal || (Array.isArray(value) && value.every((item) => values.includes(item as string))),
      defaultMessage: () => `$property must be "${literal}" or a list of: ${values.join(', ')}`,
    },
  });

/** The JSON Schema of the validators above (class-validator-jsonschema knows only class-validator's own). */
export const FIELD_CONVERTERS: SchemaConverters = {
  isDateTime: { type: 'string', format: 'date-time' },
  notTogetherWith: {},
  isDay: { type: 'string', format: 'date', pattern: DAY.source },
  isStringMap: ({ constraints: [options] }) => stringMapSchema(options as StringMapOptions),
  rule: {},
  visible: {},
  isLiteralOrListOf: ({ constraints }) => ({
    anyOf: [{ const: constraints[0] }, { type: 'array', items: { type: 'string', enum: constraints[1] } }],
  }),
  [ValidationTypes.CONDITIONAL_VALIDATION]: ({ constraints: [applies] }) =>
    applies === notNull
      ? { nullable: true, requiredOrNull: true }
      : { nullable: applies === givenAndNotNull },
};

/** `Date` turns February 30 into March 2. */
function isRealDay(value: string): boolean {
  const day = value.slice(0, 10);
  return new Date(`${day}T00:00:00Z`).toISOString().startsWith(day);
}

function isPlainMap(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function entriesFit(map: Record<string, unknown>, options: StringMapOptions): boolean {
  const { nullable, maxEntries = Infinity, name, value } = options;
  const entries = Object.entries(map);
  const fits = (text: unknown): boolean =>
    text === null ? nullable : typeof text === 'string' && (value?.test(text) ?? true);
  return (
    entries.length <= maxEntries && entries.every(([key, text]) => fits(text) && (name?.test(key) ?? true))
  );
}

function stringMapSchema({ nullable, maxEntries, name, value }: StringMapOptions): object {
  return {
    type: 'object',
    ...(maxEntries === undefined ? {} : { maxProperties: maxEntries }),
    ...(name === undefined ? {} : { propertyNames: { pattern: name.source } }),
    additionalProperties: {
      type: nullable ? ['string', 'null'] : 'string',
      ...(value === undefined ? {} : { pattern: value.source }),
    },
  };
}
