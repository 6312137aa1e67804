import type { WidgetProps } from '@rjsf/utils';
import type { ReactNode } from 'react';
import { ActionWords } from '../../catalog/action-words.js';

/** The label, description and error of a field, as props of the UI components. */
export const fieldPropsOf = ({
  label,
  required,
  schema,
  rawErrors,
}: Pick<WidgetProps, 'label' | 'required' | 'schema' | 'rawErrors'>): {
  readonly label: string;
  readonly description: ReactNode;
  readonly error: string | undefined;
} => ({
  label: required ? label : `${label} (optional)`,
  description: schema.description === undefined ? undefined : <ActionWords text={schema.description} />,
  error: rawErrors && rawErrors.length > 0 ? rawErrors.join(' ') : undefined,
});
