import type { ReactElement } from 'react';
import { Select } from '../../ui/select.js';
import { DateField } from '../../ui/date-field.js';
import { TextField } from '../../ui/text-field.js';
import { OUTCOMES, RUN_CHOICES } from './audit-labels.js';
import styles from './activity.module.css';
import type { AuditFilters } from './filters.js';

/** The filters of the activity. */
export function FilterBar({
  filters,
  onChange,
}: {
  readonly filters: AuditFilters;
  readonly onChange: (filters: AuditFilters) => void;
}): ReactElement {
  const set = (name: keyof AuditFilters) => (value: string) => onChange({ ...filters, [name]: value });
  return (
    <form
      role="search"
      aria-label="Entries"
      className={styles.bar}
      onSubmit={(event) => event.preventDefault()}
    >
      <TextField label="What" placeholder="Any word" value={filters.action} onChange={set('action')} />
      <TextField label="Person" placeholder="Any part" value={filters.actor} onChange={set('actor')} />
      <Select label="Outcome" choices={OUTCOMES} value={filters.code} onChange={set('code')} />
      <Select label="Run" choices={RUN_CHOICES} value={filters.run} onChange={set('run')} />
      <DateField label="From" type="date" value={filters.from} onChange={set('from')} />
      <DateField label="To" type="date" value={filters.until} onChange={set('until')} />
    </form>
  );
}
