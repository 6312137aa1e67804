import { useQueries, useQuery } from '@tanstack/react-query';
import { connectorsQuery } from '../../api/connectors.js';
import type { ActionSummary } from '../actions/catalog/action.js';
import { catalogQuery } from '../actions/catalog/catalog-api.js';

/** The actions of all connectors, as far as they are known. */
export function useAllActions(): readonly ActionSummary[] {
  const { data: connectors = [] } = useQuery(connectorsQuery);
  return useQueries({
    queries: connectors.flatMap(({ id }) => [catalogQuery(id, 'own'), catalogQuery(id, 'foreign')]),
    combine: listOf,
  });
}

// The same function each time: its result stays the same until a list arrives.
const listOf = (
  found: readonly { readonly data?: readonly ActionSummary[] | undefined }[],
): readonly ActionSummary[] => found.flatMap(({ data = [] }) => data);
