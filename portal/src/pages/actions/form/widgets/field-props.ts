import type { WidgetProps } from '@rjsf/utils';

/** The label, description and error of a field, as props of the UI components. */
export const fieldPropsOf = ({
  label,
  required,
  schema,
  rawErrors,
}: Pick<WidgetProps, 'label' | 'required' | 'schema' | 'rawErrors'>): {
  readonly label: string;
  readonly description: string | undefined;
  readonly error: string | undefined;
} => ({
  label: required ? label : `${label} (optional)`,
  description: schema.description,
  error: rawErrors && rawErrors.length > 0 ? rawErrors.join(' ') : undefined,
});
