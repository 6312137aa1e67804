import { useMemo } from 'react';
import type { ActionSummary } from '../actions/catalog/action.js';
import { useAllActions } from './action-titles.js';
import { EVENTS } from './audit-labels.js';
import type { AuditFilters } from './filters.js';

/** As many as the platform takes. */
const MOST = 200;

/** The filters with the ids of the actions and events that are meant by the words in "What". */
export function useIdsOf(filters: AuditFilters): AuditFilters {
  const actions = useAllActions();
  return useMemo(
    () =>
      filters.action.trim() === ''
        ? filters
        : { ...filters, action: idsFor(filters.action, actions).join(',') },
    [filters, actions],
  );
}

/** The ids that have all words in themselves or in their label; exactly the one that is typed in full, if there is one. */
export function idsFor(
  typed: string,
  actions: readonly Pick<ActionSummary, 'id' | 'title'>[],
): readonly string[] {
  const text = typed.trim().toLowerCase().replaceAll(',', ' ');
  const known = [...Object.entries(EVENTS), ...actions.map(({ id, title }) => [id, title] as const)] as const;
  const exact = known.filter(([id, label]) => [id, label.toLowerCase()].includes(text));
  const words = text.split(/\s+/);
  const found = known.filter(([id, label]) => {
    const all = `${id} ${label}`.toLowerCase();
    return words.every((word) => all.includes(word));
  });
  const ids = (exact.length > 0 ? exact : found).map(([id]) => id);
  return ids.length > 0 ? ids.slice(0, MOST) : [text];
}
