import { infiniteQueryOptions } from '@tanstack/react-query';
import { request } from '../../api/request.js';
import { queryOf } from './filters.js';
import type { AuditFilters } from './filters.js';

/** The kind of an entry. */
export type AuditKind = 'intent' | 'invocation' | 'credential' | 'setting' | 'session';

/** An entry of the audit log. */
export interface AuditEntry {
  readonly seq: number;
  /** RFC 3339. */
  readonly at: string;
  readonly kind: AuditKind;
  readonly action: string;
  readonly actorId: string | null;
  readonly actorType: string | null;
  readonly connection: string | null;
  /** `ok`, an error code, or null for a write that was started. */
  readonly code: string | null;
  readonly requestId: string | null;
  readonly upstreamRequestId: string | null;
  readonly durationMs: number | null;
  /** The entry of the start that this is the outcome of. */
  readonly intent?: number;
  readonly details: Readonly<Record<string, unknown>>;
  readonly prevHash: string;
  readonly hash: string;
}

/** A page of entries, newest first. */
export interface AuditPage {
  readonly data: readonly AuditEntry[];
  readonly page: { readonly hasMore: boolean; readonly next: { readonly cursor: string } | null };
}

/** The result of verifying the hash chain. */
export interface AuditVerdict {
  readonly ok: boolean;
  readonly entries: number;
  readonly head: { readonly seq: number; readonly hash: string } | null;
  readonly problems?: readonly { readonly kind: string; readonly seq: number; readonly message: string }[];
}

const PAGE_SIZE = 50;
const AUDIT = 'v1/audit';

/** The matching entries, newest first, one page at a time. */
export const auditQuery = (filters: AuditFilters) =>
  infiniteQueryOptions({
    queryKey: ['audit', filters],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }): Promise<AuditPage> =>
      request<AuditPage>(`${AUDIT}?${queryOf(filters, { limit: String(PAGE_SIZE), cursor: pageParam })}`, {
        signal,
      }),
    getNextPageParam: ({ page }) => page.next?.cursor,
  });

/** Verifies the hash chain of the audit log. */
export const verifyChain = (): Promise<AuditVerdict> => request<AuditVerdict>(`${AUDIT}/verify`);

/** A format of the export. */
export type ExportFormat = 'ndjson' | 'csv';

/** The URL of the export of matching entries. */
export const exportPath = (filters: AuditFilters, format: ExportFormat): string =>
  `${AUDIT}/export?${queryOf(filters, { format })}`;
