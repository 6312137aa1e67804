import { ValidateBy } from 'class-validator';

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
