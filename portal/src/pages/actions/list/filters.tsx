import type { ReactElement } from 'react';
import { SearchField } from '../../../ui/search-field.js';
import { Select, type Choice } from '../../../ui/select.js';
import type { Filter, Show } from './filter.js';
import styles from './list.module.css';

const EFFECTS: readonly Choice<Filter['effect']>[] = [
  { id: 'any', label: 'Any effect' },
  { id: 'read', label: 'Reads' },
  { id: 'write', label: 'Writes' },
  { id: 'destructive', label: 'Destructive' },
];

const SHOWS: readonly Choice<Show>[] = [
  { id: 'offered', label: 'Everything' },
  { id: 'beta', label: 'In beta' },
  { id: 'limited', label: 'Not offered by the API' },
  { id: 'off', label: 'Switched off' },
  { id: 'foreign', label: 'For other keys' },
];

/** What the list is narrowed by; the address keeps it. */
export function Filters({
  filter,
  count,
  onChange,
}: {
  readonly filter: Filter;
  readonly count: number | undefined;
  readonly onChange: (change: Partial<Filter>) => void;
}): ReactElement {
  return (
    <div className={styles.filters} role="search">
      <SearchField
        label="Search"
        placeholder="Such as: invite, archive a workspace"
        value={filter.words}
        onChange={(words) => onChange({ words })}
      />
      <Select
        label="Effect"
        choices={EFFECTS}
        value={filter.effect}
        onChange={(effect) => onChange({ effect })}
      />
      <Select label="Show" choices={SHOWS} value={filter.show} onChange={(show) => onChange({ show })} />
      <p className={styles.count} role="status">
        {count === undefined ? '' : count === 1 ? '1 action' : `${count} actions`}
      </p>
    </div>
  );
}
