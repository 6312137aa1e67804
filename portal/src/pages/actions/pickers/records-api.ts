import type { UseQueryOptions } from '@tanstack/react-query';
import { invoke } from '../run/invocation-api.js';
import { textOf } from '../outcome/text-of.js';
import type { Source } from './sources.js';

/** What is behind an id. */
export interface NamedRecord {
  readonly id: string;
  readonly name: string;
  /** What tells records of one name apart. */
  readonly detail?: string;
}

/** Records to choose from. */
export interface Records {
  readonly records: readonly NamedRecord[];
  /** There are more than are listed. */
  readonly isPartial: boolean;
}

/** Names of records; whatever writes makes them doubtful. */
export const RECORDS_KEY = ['records'] as const;

const MAX_PAGES = 5;
const FRESH_MS = 60_000;

/** The records that an id can be chosen from. */
export const recordsQuery = (source: Source): UseQueryOptions<Records> => ({
  queryKey: [...RECORDS_KEY, source.list],
  staleTime: FRESH_MS,
  retry: false,
  queryFn: async ({ signal }) => {
    const { data, meta, page } = await invoke(
      { action: source.list, input: source.input, maxPages: MAX_PAGES },
      signal,
    );
    const rows = (data as { data?: readonly Row[] }).data ?? [];
    return {
      records: rows.map((row) => recordOf(source, row)),
      isPartial: meta.partial !== undefined || page?.hasMore === true,
    };
  },
});

/** One record, to name it before something is done to it. */
export const recordQuery = (source: Source | undefined, id: string): UseQueryOptions<NamedRecord> => ({
  queryKey: [...RECORDS_KEY, source?.get?.action, id],
  staleTime: FRESH_MS,
  retry: false,
  queryFn: async ({ signal }) => {
    if (!source?.get) return { id, name: id };
    const { action, field } = source.get;
    const { data } = await invoke({ action, input: { [field]: id } }, signal);
    return recordOf(source, data as Row);
  },
});

type Row = Readonly<Record<string, unknown>>;

function recordOf({ names, detail, id = 'id' }: Source, row: Row): NamedRecord {
  const found = names.map((name) => textOf(row[name])).find((text) => text !== '');
  const more = detail === undefined ? '' : detailOf(detail, textOf(row[detail]));
  const own = textOf(row[id]);
  return { id: own, name: found ?? own, ...(more === '' || more === found ? {} : { detail: more }) };
}

/** A moment is told by what happened then: `archived_at` as "archived 2026-11-24". */
const detailOf = (field: string, text: string): string =>
  field.endsWith('_at') && text !== '' ? `${field.slice(0, -3)} ${text.slice(0, 10)}` : text;
