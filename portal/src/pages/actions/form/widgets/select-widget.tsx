import type { WidgetProps } from '@rjsf/utils';
import type { ReactElement } from 'react';
import { ChoiceField } from '../../../../ui/choice-field.js';
import { wordsOf } from './field-words.js';

/** One out of a few: values of an enum, or which of several forms a value has. */
export function SelectWidget(props: WidgetProps): ReactElement {
  const { options, value, required, onChange } = props;
  const choices = (options.enumOptions ?? []).map((option) => ({
    value: option.value as unknown,
    id: String(option.value),
    label: option.label,
  }));
  const isKind = props.name.endsWith('__anyof_select');
  return (
    <ChoiceField
      {...wordsOf({ ...props, required: required || isKind })}
      choices={choices}
      value={value === undefined || value === null ? undefined : String(value)}
      onChange={(id) => onChange(choices.find((choice) => choice.id === id)?.value)}
      none={required || isKind ? undefined : 'Left out'}
    />
  );
}

/** Yes, no, or left out: the API then does what it does by itself. */
export const BooleanWidget = (props: WidgetProps): ReactElement => (
  <ChoiceField
    {...wordsOf(props)}
    choices={[
      { id: 'true', label: 'Yes' },
      { id: 'false', label: 'No' },
    ]}
    value={props.value === undefined || props.value === null ? undefined : String(props.value)}
    onChange={(id) => props.onChange(id === undefined ? undefined : id === 'true')}
    none={props.required ? undefined : 'Left out'}
  />
);
