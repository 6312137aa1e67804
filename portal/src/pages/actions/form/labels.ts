import { titleOf } from 'anthropic-admin-connector/key-format';
import type { ActionDescription } from '../catalog/action.js';

/** The label of a field of an action's input or response. */
export function labelIn(
  { id, labels = {} }: Pick<ActionDescription, 'id' | 'labels'>,
  field: string,
): string {
  const own = [`${id}.${field}`, field].find((key) => Object.hasOwn(labels, key));
  return (own === undefined ? undefined : labels[own]) ?? titleOf(field);
}
