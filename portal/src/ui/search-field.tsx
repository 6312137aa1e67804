import type { ReactElement } from 'react';
import { Input } from 'react-aria-components/Input';
import { Label } from 'react-aria-components/Label';
import { SearchField as AriaSearchField } from 'react-aria-components/SearchField';
import fieldStyles from './field.module.css';
import { IconButton } from './icon-button.js';
import { Search, X } from './icons.js';
import styles from './search-field.module.css';

/** A search field, which Escape and the clear button empty. */
export function SearchField({
  label,
  placeholder,
  value,
  onChange,
}: {
  readonly label: string;
  readonly placeholder?: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
}): ReactElement {
  return (
    <AriaSearchField value={value} onChange={onChange} className={fieldStyles.field}>
      {({ isEmpty }) => (
        <>
          <Label className={fieldStyles.label}>{label}</Label>
          <div className={styles.frame}>
            <Search size={16} aria-hidden />
            <Input className={fieldStyles.input} placeholder={placeholder} spellCheck="false" />
            {!isEmpty && <IconButton label="Clear search" icon={X} />}
          </div>
        </>
      )}
    </AriaSearchField>
  );
}
