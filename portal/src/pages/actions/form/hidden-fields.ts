import type { ActionDescription, ActionInput, InputSchema } from '../catalog/action.js';

/** The fields that select a page of a list, which the buttons below it do. */
export const CURSORS: readonly string[] = ['after_id', 'before_id', 'page'];

/**
 * The fields that a form does not show: cursors of lists, and fields of which the API accepts no value. What has a value is shown,
 * because it is sent.
 */
export const hiddenFields = (
  {
    paging,
    inputSchema: { properties = {} },
    limitations,
  }: Pick<ActionDescription, 'paging' | 'inputSchema' | 'limitations'>,
  data: ActionInput,
): readonly string[] => {
  const refused = limitations.flatMap(({ fields = [], anyValue }) => (anyValue ? fields : []));
  const hidden = [...refused, ...(paging === undefined ? [] : CURSORS)];
  return Object.keys(properties).filter((name) => data[name] === undefined && hidden.includes(name));
};

/** A schema without some of its properties. */
export const withoutFields = (schema: InputSchema, hidden: readonly string[]): InputSchema => ({
  ...schema,
  properties: Object.fromEntries(
    Object.entries(schema.properties ?? {}).filter(([name]) => !hidden.includes(name)),
  ),
});
