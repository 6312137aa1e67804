import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { isProblem } from '../../../api/api-problem.js';
import { recordsQuery, type NamedRecord } from './records-api.js';
import { SOURCES, type Source } from './sources.js';

const NONE: readonly NamedRecord[] = [];

/** The records of a field, fetched once they are wanted. */
export function useRecords(field: string): {
  readonly records: readonly NamedRecord[];
  readonly isLoading: boolean;
  /** Why they are not all there, in words. */
  readonly shortcoming: string | undefined;
  readonly want: () => void;
} {
  const [wanted, setWanted] = useState(false);
  const { data, error, isFetching } = useQuery({
    ...recordsQuery(SOURCES[field] as Source),
    enabled: wanted,
  });
  return {
    records: data?.records ?? NONE,
    isLoading: isFetching && !data,
    shortcoming: error && !data ? notFetched(error) : data?.isPartial ? PARTIAL : undefined,
    want: () => setWanted(true),
  };
}

const PARTIAL = 'Not all names are listed; the ID of any other can be typed.';

const notFetched = (error: unknown): string =>
  `Names could not be fetched${isProblem(error) ? `: ${error.message}` : '.'} Type the ID.`;
