import type { ReactElement } from 'react';
import { Select } from '../../ui/select.js';
import { TextField } from '../../ui/text-field.js';
import { OUTCOMES } from './audit-words.js';
import styles from './filter-bar.module.css';
import type { Filters } from './filters.js';

/** What entries are looked for. */
export function FilterBar({
  filters,
  onChange,
}: {
  readonly filters: Filters;
  readonly onChange: (filters: Filters) => void;
}): ReactElement {
  const set = (name: keyof Filters) => (value: string) => onChange({ ...filters, [name]: value });
  return (
    <form
      role="search"
      aria-label="Entries"
      className={styles.bar}
      onSubmit={(event) => event.preventDefault()}
    >
      <TextField
        label="Action or event"
        placeholder="users_list"
        value={filters.action}
        onChange={set('action')}
      />
      <TextField label="Person" placeholder="ada" value={filters.actor} onChange={set('actor')} />
      <Select label="Outcome" choices={OUTCOMES} value={filters.code} onChange={set('code')} />
      <TextField label="From" type="date" value={filters.from} onChange={set('from')} />
      <TextField label="To" type="date" value={filters.until} onChange={set('until')} />
    </form>
  );
}
