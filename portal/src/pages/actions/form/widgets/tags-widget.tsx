import type { WidgetProps } from '@rjsf/utils';
import { useState, type KeyboardEvent, type ReactElement } from 'react';
import { Button } from '../../../../ui/button.js';
import { Plus } from '../../../../ui/icons.js';
import { TextField } from '../../../../ui/text-field.js';
import { fieldPropsOf } from './field-props.js';
import { usePendingItems } from './pending-items.js';
import { TagList } from './tag-list.js';
import styles from './widgets.module.css';

/** A list of strings; Enter, a comma or leaving the field adds the typed one. */
export function TagsWidget(props: WidgetProps): ReactElement {
  const [typed, setTyped] = useState('');
  const values = Array.isArray(props.value) ? (props.value as string[]) : [];
  const { kept, type, settle } = usePendingItems(values, props.onChange);
  const add = (): void => settle(() => setTyped(''));
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' && event.key !== ',') return;
    if (typed.trim() === '') return;
    event.preventDefault();
    add();
  };
  return (
    <div className={styles.list}>
      <TagList label={props.label} values={kept} onRemove={props.onChange} />
      <div className={styles.adding}>
        <TextField
          {...fieldPropsOf(props)}
          value={typed}
          onChange={(text) => {
            setTyped(text);
            type(itemsIn(text));
          }}
          onKeyDown={onKeyDown}
          onBlur={add}
          autoComplete="off"
          spellCheck="false"
        />
        <Button icon={Plus} onPress={add} aria-label={`Add to ${props.label}`}>
          Add
        </Button>
      </div>
    </div>
  );
}

const itemsIn = (text: string): readonly string[] =>
  text
    .split(/[,\n]/)
    .map((item) => item.trim())
    .filter(Boolean);
