import type { WidgetProps } from '@rjsf/utils';

/** The words around a field, as our own components take them. */
export const wordsOf = ({
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
