import { ValidateBy, ValidateNested } from 'class-validator';

/** The input classes of a union by their `type`; one class may serve several types. */
export type Variants = Readonly<Record<string, new () => { type: string }>>;

/** An object of one of several variants; its `type` says which, and with it which other fields it has. */
export const DiscriminatedUnion =
  (variants: Variants): PropertyDecorator =>
  (target, key) => {
    IsVariant(variants)(target, key);
    ValidateNested({ context: { variants } })(target, key);
  };

const IsVariant = (variants: Variants): PropertyDecorator =>
  ValidateBy({
    name: 'isVariant',
    constraints: [variants],
    validator: {
      validate: (value: unknown) => variantOf(variants, value) !== undefined,
      defaultMessage: () =>
        `$property must be an object whose type is one of the following values: ${Object.keys(variants).join(', ')}`,
    },
  });

/** The input class of the variant that a value names; undefined for none. */
export function variantOf(variants: Variants, value: unknown): Variants[string] | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const { type } = value as { type?: unknown };
  return typeof type === 'string' && Object.hasOwn(variants, type) ? variants[type] : undefined;
}
