import { useQueries } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useConnector, usePermission } from '../../../session/connector-context.js';
import { recordsQuery, type NamedRecord, type RecordList } from '../pickers/records-api.js';
import { sourcesOf } from '../pickers/sources.js';
import { referencesIn } from './reading.js';

/**
 * The names of the members, workspaces, keys and invites that a response refers to. They are read with the user's permission, once
 * for all pages for some minutes.
 */
export function useNameBook(data: unknown): ReadonlyMap<string, NamedRecord> {
  const { id: connector } = useConnector();
  const may = usePermission('read');
  const sources = useMemo(
    () => referencesIn(connector, data).flatMap((field) => sourcesOf(connector)[field] ?? []),
    [connector, data],
  );
  return useQueries({
    queries: sources.map((source) => ({ ...recordsQuery(connector, source), enabled: may })),
    combine: bookOf,
  });
}

// The same function each time: its result stays the same until a list arrives.
const bookOf = (
  found: readonly { readonly data?: RecordList | undefined }[],
): ReadonlyMap<string, NamedRecord> =>
  new Map(found.flatMap(({ data }) => data?.records.map((record) => [record.id, record] as const) ?? []));
