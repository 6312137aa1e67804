import type { WidgetProps } from '@rjsf/utils';
import type { ReactElement } from 'react';
import { Checkbox } from 'react-aria-components/Checkbox';
import { CheckboxGroup } from 'react-aria-components/CheckboxGroup';
import { FieldError } from 'react-aria-components/FieldError';
import { Label } from 'react-aria-components/Label';
import { Text } from 'react-aria-components/Text';
import { ChoiceField } from '../../../../ui/choice-field.js';
import fieldStyles from '../../../../ui/field.module.css';
import { fieldPropsOf } from './field-props.js';
import styles from './widgets.module.css';

/** Selects one value of an enum, or one alternative. */
export function SelectWidget(props: WidgetProps): ReactElement {
  const { options, value, required, onChange } = props;
  const choices = (options.enumOptions ?? []).map((option) => ({
    value: option.value as unknown,
    id: String(option.value),
    label: wordOf(props, option.value) ?? option.label,
  }));
  const isKind = props.name.endsWith('__anyof_select');
  return (
    <ChoiceField
      {...fieldPropsOf({ ...props, required: required || isKind })}
      choices={choices}
      value={value === undefined || value === null ? undefined : String(value)}
      onChange={(id) => onChange(choices.find((choice) => choice.id === id)?.value)}
      none={required || isKind ? undefined : 'Not set'}
    />
  );
}

/** Yes, no or not set; if it is not set, the API applies its default. */
export const BooleanWidget = (props: WidgetProps): ReactElement => (
  <ChoiceField
    {...fieldPropsOf(props)}
    choices={[
      { id: 'true', label: 'Yes' },
      { id: 'false', label: 'No' },
    ]}
    value={props.value === undefined || props.value === null ? undefined : String(props.value)}
    onChange={(id) => props.onChange(id === undefined ? undefined : id === 'true')}
    none={props.required ? undefined : 'Not set'}
  />
);

/** Selects several values of an enum, as checkboxes. */
export function ChoicesWidget(props: WidgetProps): ReactElement {
  const { label, description, error } = fieldPropsOf(props);
  const items = props.schema.items as { readonly enum?: readonly string[] } | undefined;
  const ticked = Array.isArray(props.value) ? (props.value as string[]) : [];
  return (
    <CheckboxGroup
      className={fieldStyles.field}
      value={ticked}
      onChange={(values) => props.onChange(values)}
      isInvalid={error !== undefined}
    >
      <Label className={fieldStyles.label}>{label}</Label>
      <div className={styles.boxes}>
        {(items?.enum ?? []).map((value) => (
          <Checkbox key={value} value={value} className={styles.box}>
            <span className={styles.tick} aria-hidden />
            {wordOf(props, value) ?? value}
          </Checkbox>
        ))}
      </div>
      {description !== undefined && (
        <Text slot="description" className={fieldStyles.description}>
          {description}
        </Text>
      )}
      <FieldError className={fieldStyles.error}>{error}</FieldError>
    </CheckboxGroup>
  );
}

/** The word for a value of the field, by which people know it. */
function wordOf({ uiSchema }: Pick<WidgetProps, 'uiSchema'>, value: unknown): string | undefined {
  const { words = {} } = (uiSchema?.['ui:options'] ?? {}) as { words?: Readonly<Record<string, string>> };
  return Object.hasOwn(words, String(value)) ? words[String(value)] : undefined;
}
