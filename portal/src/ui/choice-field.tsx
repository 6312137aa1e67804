import type { ReactElement, ReactNode } from 'react';
import { Button } from 'react-aria-components/Button';
import { FieldError } from 'react-aria-components/FieldError';
import { Label } from 'react-aria-components/Label';
import { ListBox, ListBoxItem } from 'react-aria-components/ListBox';
import { Popover } from 'react-aria-components/Popover';
import { Select, SelectValue } from 'react-aria-components/Select';
import { Text } from 'react-aria-components/Text';
import fieldStyles from './field.module.css';
import { ChevronDown } from './icons.js';
import styles from './select.module.css';
import type { Choice } from './select.js';

/** The id of the choice for no value. */
const NONE = '\u0000none';

/** The props of a field with choices. */
export interface ChoiceFieldProps {
  readonly label: string;
  readonly choices: readonly Choice[];
  readonly value: string | undefined;
  readonly onChange: (id: string | undefined) => void;
  readonly description?: ReactNode;
  readonly error?: ReactNode;
  /** The label of the choice for no value; without it, the selection cannot be cleared. */
  readonly none?: string;
}

/** A form field whose value is one of a few choices, or none. */
export function ChoiceField(props: ChoiceFieldProps): ReactElement {
  const { label, choices, value, onChange, description, error, none } = props;
  const items = none === undefined ? choices : [{ id: NONE, label: none }, ...choices];
  return (
    <Select
      className={fieldStyles.field}
      value={value ?? (none === undefined ? null : NONE)}
      onChange={(id) => onChange(id === NONE || id === null ? undefined : String(id))}
      placeholder="Choose"
      isInvalid={error !== undefined}
    >
      <Label className={fieldStyles.label}>{label}</Label>
      <Button className={styles.button}>
        <SelectValue />
        <ChevronDown size={16} aria-hidden />
      </Button>
      {description !== undefined && (
        <Text slot="description" className={fieldStyles.description}>
          {description}
        </Text>
      )}
      <FieldError className={fieldStyles.error}>{error}</FieldError>
      <Popover className={styles.popover}>
        <ListBox className={styles.list} items={items}>
          {(choice) => <ListBoxItem className={styles.item}>{choice.label}</ListBoxItem>}
        </ListBox>
      </Popover>
    </Select>
  );
}
