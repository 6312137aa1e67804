import type { FieldProps } from '@rjsf/utils';
import { useId, useState, type ReactElement } from 'react';
import { Button } from '../../../ui/button.js';
import { IconButton } from '../../../ui/icon-button.js';
import { Plus, X } from '../../../ui/icons.js';
import { TextField } from '../../../ui/text-field.js';
import fieldStyles from '../../../ui/field.module.css';
import styles from './widgets/widgets.module.css';

type Row = readonly [name: string, value: string | null];

/** A map of strings, such as tags or headers, with one row per entry. */
export function StringMapField(props: FieldProps): ReactElement {
  const { formData, schema, onChange, fieldPathId, rawErrors = [], required, uiSchema, name } = props;
  const id = useId();
  const given = Object.entries((formData ?? {}) as Record<string, string | null>);
  const [rows, setRows] = useState<readonly Row[]>(given);
  // A new value from outside, such as the example, replaces the rows.
  const shown = sameMap(rows, given) ? rows : given;
  const isSecret = (uiSchema?.['ui:options'] as { secret?: boolean } | undefined)?.secret === true;
  const change = (next: readonly Row[]): void => {
    setRows(next);
    onChange(mapOf(next), fieldPathId.path);
  };
  return (
    <div role="group" aria-labelledby={id} className={styles.list}>
      <p id={id} className={fieldStyles.label}>
        {schema.title ?? name}
        {!required && ' (optional)'}
      </p>
      {schema.description !== undefined && <p className={fieldStyles.description}>{schema.description}</p>}
      {shown.map(([key, value], index) => (
        <div key={index} className={styles.entry}>
          <TextField
            label="Name"
            value={key}
            onChange={(text) => change(shown.with(index, [text, value]))}
            autoComplete="off"
          />
          <TextField
            label="Value"
            type={isSecret ? 'password' : 'text'}
            value={value ?? ''}
            onChange={(text) => change(shown.with(index, [key, text]))}
            autoComplete="off"
          />
          <IconButton
            label={`Remove ${key || 'this row'}`}
            icon={X}
            onPress={() => change(shown.filter((_, other) => other !== index))}
          />
        </div>
      ))}
      {rawErrors.length > 0 && <p className={fieldStyles.error}>{rawErrors.join(' ')}</p>}
      <div>
        <Button icon={Plus} onPress={() => setRows([...shown, ['', '']])}>
          Add row
        </Button>
      </div>
    </div>
  );
}

const mapOf = (rows: readonly Row[]): Record<string, string | null> | undefined => {
  const named = rows.filter(([name]) => name !== '');
  return named.length === 0 ? undefined : Object.fromEntries(named);
};

const sameMap = (rows: readonly Row[], given: readonly Row[]): boolean =>
  JSON.stringify(mapOf(rows) ?? {}) === JSON.stringify(mapOf(given) ?? {});
