import type { WidgetProps } from '@rjsf/utils';
import { useState, type ReactElement } from 'react';
import { centsOf, decimalOf } from '../../../../money.js';
import { Switch } from '../../../../ui/switch.js';
import { TextField } from '../../../../ui/text-field.js';
import { NULL_MEANS } from '../form-schema.js';
import { useUnfinished } from '../unfinished.js';
import { fieldPropsOf } from './field-props.js';
import styles from './widgets.module.css';

const INVALID = 'Enter dollars with at most two decimals, such as 500 or 1,250.50.';

/** An amount of money in dollars, sent as cents; the field says what will be sent. */
export function CentsWidget(props: WidgetProps): ReactElement {
  const { value, schema, onChange } = props;
  const [typed, setTyped] = useState<string>();
  // A new value from outside, such as the example, replaces the text.
  const isOwn = typed !== undefined && centsOf(typed) === (value ?? undefined);
  const text = isOwn ? typed : textOf(value);
  const wrong = text !== '' && centsOf(text) === undefined ? INVALID : undefined;
  useUnfinished(wrong && `Correct "${props.label}" first.`);
  const { label, description, error } = fieldPropsOf(props);
  return (
    <div className={styles.list}>
      <TextField
        label={`${label}, US dollars`}
        description={
          <>
            {description}
            <span className={styles.sent} role="status">
              {value === null ? 'Sends null.' : typeof value === 'string' && `Sends "${value}" (cents).`}
            </span>
          </>
        }
        error={wrong ?? error}
        value={text}
        onChange={(next) => {
          setTyped(next);
          onChange(centsOf(next));
        }}
        inputMode="decimal"
        autoComplete="off"
        spellCheck="false"
      />
      {schema[NULL_MEANS] === true && (
        <Switch
          isSelected={value === null}
          onChange={(none) => {
            setTyped(undefined);
            onChange(none ? null : undefined);
          }}
        >
          No limit
        </Switch>
      )}
    </div>
  );
}

/** What is not an amount of cents, such as one typed as JSON, is shown as it is, and the field says that it is wrong. */
function textOf(value: unknown): string {
  if (value === undefined || value === null) return '';
  return decimalOf(value) ?? String(value);
}
