import { Type } from 'class-transformer';
import { ValidateBy, ValidateNested } from 'class-validator';

/** The input classes of a union by the `type` that tells them apart; one class may stand for several types. */
export type Kinds = Readonly<Record<string, new () => { type: string }>>;

/** An object of one of several kinds; its `type` says which, and with it which other fields it has. */
export const OneOfKinds =
  (kinds: Kinds): PropertyDecorator =>
  (target, key) => {
    IsKind(kinds)(target, key);
    ValidateNested({ context: { input: () => Object } })(target, key);
    // An unknown kind stays a plain object: IsKind refuses it.
    Type((given) => kindOf(kinds, given?.object[given.property]) ?? Object)(target, key);
  };

const IsKind = (kinds: Kinds): PropertyDecorator =>
  ValidateBy({
    name: 'isKind',
    constraints: [kinds],
    validator: {
      validate: (value: unknown) => kindOf(kinds, value) !== undefined,
      defaultMessage: () =>
        `$property must be an object whose type is one of the following values: ${Object.keys(kinds).join(', ')}`,
    },
  });

function kindOf(kinds: Kinds, value: unknown): Kinds[string] | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const { type } = value as { type?: unknown };
  return typeof type === 'string' && Object.hasOwn(kinds, type) ? kinds[type] : undefined;
}
