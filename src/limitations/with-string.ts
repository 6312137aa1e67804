import type { ReadyAction, RawInput } from '../kit/catalog/index.js';

/** The alternative for an input whose `field` is a string; undefined for any other input. */
export function withString(
  input: RawInput,
  field: string,
  build: (value: string) => ReadyAction,
): ReadyAction | undefined {
  const value = input[field];
  return typeof value === 'string' && value !== '' ? build(value) : undefined;
}
