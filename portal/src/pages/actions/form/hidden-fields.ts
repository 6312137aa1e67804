import type { ActionDescription, ActionInput, InputSchema } from '../catalog/action.js';

/** The buttons below a list turn its pages. */
const CURSORS: readonly string[] = ['after_id', 'before_id', 'page'];

/**
 * The fields that a form does not show: cursors of lists, and what the catalogue describes as not available. What has a value is
 * shown, because it is sent.
 */
export const hiddenFields = (
  { paging, inputSchema: { properties = {} } }: Pick<ActionDescription, 'paging' | 'inputSchema'>,
  data: ActionInput,
): readonly string[] =>
  Object.entries(properties)
    .filter(([name]) => data[name] === undefined)
    .filter(
      ([name, { description }]) =>
        description?.startsWith('Not available') || (paging !== undefined && CURSORS.includes(name)),
    )
    .map(([name]) => name);

/** A schema without some of its properties. */
export const withoutFields = (schema: InputSchema, hidden: readonly string[]): InputSchema => ({
  ...schema,
  properties: Object.fromEntries(
    Object.entries(schema.properties ?? {}).filter(([name]) => !hidden.includes(name)),
  ),
});
