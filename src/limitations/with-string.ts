import type { RawInput, ReadyAction } from '../kit/catalog/index.js';

/** The alternative for an input whose `field` is a string; undefined for any other input. */
export function withString<const ActionId extends string>(
  input: RawInput,
  field: string,
  build: (value: string) => ReadyAction<ActionId>,
): ReadyAction<ActionId> | undefined {
  const value = input[field];
  return typeof value === 'string' && value !== '' ? build(value) : undefined;
}
