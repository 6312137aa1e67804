import { ValidateIf, ValidateBy } from 'class-validator';

/** Marks a field that may be left out. Unlike `IsOptional` it refuses null. */
export const Optional = (): PropertyDecorator => ValidateIf((_, value) => value !== undefined);

/** Checks that a field is given only where another one is true: alone it would do nothing, and nobody would be told. */
export const GoesWith = (other: string): PropertyDecorator =>
  ValidateBy({
    name: 'goesWith',
    validator: {
      validate: (_, problem) => (problem?.object as Record<string, unknown>)[other] === true,
      defaultMessage: (problem) => `${problem?.property} goes with "${other}": true`,
    },
  });

/** What no name holds and PostgreSQL does not store in part: control characters, and halves of characters. */
const UNSTORABLE = /[\p{Control}\p{Surrogate}]/u;

/** Whether a text from outside can be stored and compared on every database. */
export const isStorable = (text: string): boolean => !UNSTORABLE.test(text);

/** Checks that a text has no control characters in it. */
export const IsStorable = (): PropertyDecorator =>
  ValidateBy({
    name: 'storable',
    validator: {
      validate: (value) => typeof value === 'string' && isStorable(value),
      defaultMessage: (problem) => `${problem?.property} must not hold control characters`,
    },
  });
