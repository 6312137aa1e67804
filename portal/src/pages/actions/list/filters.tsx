import type { ReactElement } from 'react';
import { SearchField } from '../../../ui/search-field.js';
import { Select, type Choice } from '../../../ui/select.js';
import type { ActionFilter, ListScope } from './filter.js';
import styles from './list.module.css';

const EFFECTS: readonly Choice<ActionFilter['effect']>[] = [
  { id: 'any', label: 'Any effect' },
  { id: 'read', label: 'Read' },
  { id: 'write', label: 'Change' },
  { id: 'destructive', label: 'Cannot be undone' },
];

const SHOWS: readonly Choice<ListScope>[] = [
  { id: 'offered', label: 'All actions' },
  { id: 'beta', label: 'In beta' },
  { id: 'limited', label: 'Not offered by the API' },
  { id: 'off', label: 'Switched off' },
  { id: 'foreign', label: 'Needs another credential' },
];

/** The filters of the list; the URL stores them. */
export function Filters({
  filter,
  count,
  onChange,
}: {
  readonly filter: ActionFilter;
  readonly count: number | undefined;
  readonly onChange: (change: Partial<ActionFilter>) => void;
}): ReactElement {
  return (
    <div className={styles.filters} role="search">
      <SearchField
        label="Search"
        placeholder="For example: invite, archive a workspace"
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
