import { useQuery } from '@tanstack/react-query';
import type { UseQueryOptions } from '@tanstack/react-query';
import { useState } from 'react';
import { isProblem } from '../../../api/api-problem.js';
import { useConnector } from '../../../session/connector-context.js';
import { textOf } from '../outcome/response-rows.js';
import { invoke } from '../run/invocation-api.js';
import { sourcesOf } from './sources.js';
import type { RecordSource } from './sources.js';

/** The record of an id. */
export interface NamedRecord {
  readonly id: string;
  readonly name: string;
  /** Distinguishes records with the same name. */
  readonly detail?: string;
}

/** The records to choose from. */
export interface RecordList {
  readonly records: readonly NamedRecord[];
  /** True if there are more records than listed. */
  readonly isPartial: boolean;
}

/** The query key of record names, which every write invalidates. */
export const RECORDS_KEY = ['records'] as const;

const MAX_PAGES = 5;
const FRESH_MS = 5 * 60_000;

/** The records of a source. */
export const recordsQuery = (connector: string, source: RecordSource): UseQueryOptions<RecordList> => ({
  queryKey: [...RECORDS_KEY, connector, source.list],
  staleTime: FRESH_MS,
  retry: false,
  queryFn: async ({ signal }) => {
    const { data, meta, page } = await invoke(
      { connector, action: source.list, input: source.input, maxPages: MAX_PAGES, isLookUp: true },
      signal,
    );
    const rows = (data as { data?: readonly Row[] }).data ?? [];
    return {
      records: rows.map((row) => recordOf(source, row)),
      isPartial: meta.partial !== undefined || page?.hasMore === true,
    };
  },
});

/** One record, to show its name in a confirmation. */
export const recordQuery = (
  connector: string,
  source: RecordSource | undefined,
  id: string,
): UseQueryOptions<NamedRecord> => ({
  queryKey: [...RECORDS_KEY, connector, source?.get?.action, id],
  staleTime: FRESH_MS,
  retry: false,
  queryFn: async ({ signal }) => {
    if (!source?.get) return { id, name: id };
    const { action, field } = source.get;
    const { data } = await invoke({ connector, action, input: { [field]: id }, isLookUp: true }, signal);
    return recordOf(source, data as Row);
  },
});

type Row = Readonly<Record<string, unknown>>;

function recordOf({ names, detail, id = 'id' }: RecordSource, row: Row): NamedRecord {
  const found = names.map((name) => textOf(row[name])).find((text) => text !== '');
  const more = detail === undefined ? '' : detailOf(detail, textOf(row[detail]));
  const own = textOf(row[id]);
  return { id: own, name: found ?? own, ...(more === '' || more === found ? {} : { detail: more }) };
}

/** Formats a time with its event: `archived_at` becomes "archived 2026-11-24". */
const detailOf = (field: string, text: string): string =>
  field.endsWith('_at') && text !== '' ? `${field.slice(0, -3)} ${text.slice(0, 10)}` : text;

const NONE: readonly NamedRecord[] = [];

/** The records of a field, fetched when they are first needed. */
export function useRecords(field: string): {
  readonly records: readonly NamedRecord[];
  readonly isLoading: boolean;
  /** Explains why records are missing. */
  readonly shortcoming: string | undefined;
  /** Reads the names, again where they could not be read. */
  readonly load: () => void;
} {
  const connector = useConnector();
  const [wanted, setWanted] = useState(false);
  const { data, error, isFetching, refetch } = useQuery({
    ...recordsQuery(connector.id, sourcesOf(connector.id)[field] as RecordSource),
    enabled: wanted,
  });
  return {
    records: data?.records ?? NONE,
    isLoading: isFetching && !data,
    shortcoming: error && !data && !isFetching ? notFetched(error) : data?.isPartial ? PARTIAL : undefined,
    load: () => {
      setWanted(true);
      if (error && !isFetching) void refetch();
    },
  };
}

const PARTIAL = 'Not all names are listed. You can paste the ID of any other.';

const notFetched = (error: unknown): string =>
  `Names could not be loaded${isProblem(error) ? `: ${error.message}` : '.'} Open the list to try again, or paste the ID.`;
