import type { ActionDescription, ActionInput } from '../catalog/action.js';
import type { RecordSources } from '../pickers/sources.js';

/** The example of an action; of one that writes without ids of records, which exist nowhere. */
export const exampleFor = (
  { effect, example }: Pick<ActionDescription, 'effect' | 'example'>,
  sources: RecordSources,
): ActionInput =>
  effect.kind === 'read'
    ? example
    : Object.fromEntries(Object.entries(example).filter(([name]) => !(name in sources)));

/** Whether two values of an input are the same. */
export const isSame = (one: unknown, other: unknown): boolean =>
  JSON.stringify(one) === JSON.stringify(other);
