import { infiniteQueryOptions } from '@tanstack/react-query';
import { request } from '../../api/request.js';
import type { AuditPage, AuditVerdict } from './audit-entry.js';
import { queryOf, type Filters } from './filters.js';

const PAGE_SIZE = 50;
const AUDIT = 'v1/audit';

/** Entries that fit the filters, a page at a time, the newest first. */
export const auditQuery = (filters: Filters) =>
  infiniteQueryOptions({
    queryKey: ['audit', filters],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }): Promise<AuditPage> =>
      request<AuditPage>(`${AUDIT}?${queryOf(filters, { limit: String(PAGE_SIZE), cursor: pageParam })}`, {
        signal,
      }),
    getNextPageParam: ({ page }) => page.next?.cursor,
  });

/** Reads the whole chain and tells whether it is as it was written. */
export const verifyChain = (): Promise<AuditVerdict> => request<AuditVerdict>(`${AUDIT}/verify`);

/** Where all entries that fit are downloaded, one a line as JSON. */
export const exportPath = (filters: Filters): string => {
  const query = queryOf(filters);
  return query === '' ? `${AUDIT}/export` : `${AUDIT}/export?${query}`;
};
