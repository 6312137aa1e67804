import type { WidgetProps } from '@rjsf/utils';
import type { ReactElement } from 'react';
import { Checkbox } from 'react-aria-components/Checkbox';
import { CheckboxGroup } from 'react-aria-components/CheckboxGroup';
import { FieldError } from 'react-aria-components/FieldError';
import { Label } from 'react-aria-components/Label';
import { Text } from 'react-aria-components/Text';
import fieldStyles from '../../../../ui/field.module.css';
import styles from './widgets.module.css';
import { wordsOf } from './field-words.js';

/** Some out of a closed set, as boxes to tick. */
export function ChoicesWidget(props: WidgetProps): ReactElement {
  const { label, description, error } = wordsOf(props);
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
            {value}
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
