import { ValidateBy } from 'class-validator';

/** An input as a rule sees it: each field may be missing or of any kind. */
export type RuledInput = Readonly<Record<string, unknown>>;

/**
 * A rule that looks at other fields too. JSON Schema does not show it, so that the description of the field has to.
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
