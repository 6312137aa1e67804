import { ValidateBy } from 'class-validator';

/** Checks that a field is given only where another one is true: alone it would do nothing, and nobody would be told. */
export const GoesWith = (other: string): PropertyDecorator =>
  ValidateBy({
    name: 'goesWith',
    validator: {
      validate: (_, problem) => (problem?.object as Record<string, unknown>)[other] === true,
      defaultMessage: (problem) => `${problem?.property} goes with "${other}": true`,
    },
  });
