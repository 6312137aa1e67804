import { ChevronDown } from './icons.js';
import type { ReactElement } from 'react';
import { Button } from 'react-aria-components/Button';
import { Label } from 'react-aria-components/Label';
import { ListBox, ListBoxItem } from 'react-aria-components/ListBox';
import { Popover } from 'react-aria-components/Popover';
import { Select as AriaSelect, SelectValue } from 'react-aria-components/Select';
import fieldStyles from './field.module.css';
import styles from './select.module.css';

/** A choice. */
export interface Choice<Id extends string = string> {
  readonly id: Id;
  readonly label: string;
}

/** Selects one of a few choices. */
export function Select<Id extends string>({
  label,
  choices,
  value,
  onChange,
  isDisabled,
}: {
  readonly label: string;
  readonly choices: readonly Choice<Id>[];
  readonly value: Id;
  readonly onChange: (id: Id) => void;
  readonly isDisabled?: boolean;
}): ReactElement {
  return (
    <AriaSelect
      className={fieldStyles.field}
      value={value}
      onChange={(id) => onChange(id as Id)}
      isDisabled={isDisabled}
    >
      <Label className={fieldStyles.label}>{label}</Label>
      <Button className={styles.button}>
        <SelectValue />
        <ChevronDown size={16} aria-hidden />
      </Button>
      <Popover className={styles.popover}>
        <ListBox className={styles.list} items={choices}>
          {(choice) => <ListBoxItem className={styles.item}>{choice.label}</ListBoxItem>}
        </ListBox>
      </Popover>
    </AriaSelect>
  );
}
