import { queryOptions } from '@tanstack/react-query';
import { request } from '../../api/request.js';

/** One consequence of a call. */
export interface Consequence {
  readonly kind: string;
  readonly text: string;
  /** How many objects; `items` has at most 20 of them. */
  readonly count?: number;
  readonly items?: readonly { readonly id: string; readonly name: string; readonly note?: string }[];
}

/** An approval, as the platform shows it to this person. */
export interface Approval {
  readonly id: string;
  readonly state: string;
  readonly connection: string;
  readonly connector: string;
  readonly action: string;
  readonly input: unknown;
  readonly reason: string;
  readonly requester: { readonly id: string; readonly type: string | null; readonly token: string | null };
  readonly note: string | null;
  readonly plan: {
    readonly consequences: readonly Consequence[];
    readonly final: readonly string[];
    readonly unknown: readonly string[];
    /** The object as it was; absent where the call makes a new one. */
    readonly before?: Readonly<Record<string, unknown>>;
  };
  readonly quorum: number;
  readonly votes: readonly { readonly by: string; readonly at: string; readonly note: string | null }[];
  readonly ended: { readonly by: string; readonly note: string | null } | null;
  readonly applies: 'on_approval' | 'on_repeat';
  /** RFC 3339. */
  readonly created_at: string;
  readonly expires_at: string;
  readonly run: { readonly text: string } | null;
  readonly next: string | null;
  readonly may: {
    readonly decide: boolean;
    readonly edit: boolean;
    readonly cancel: boolean;
    readonly why_not: string | null;
  };
}

/** A page of approvals, and the moment to wait for changes from. */
export interface ApprovalsPage {
  readonly data: readonly Approval[];
  readonly changed_at: string;
}

/** What approvals one looks at. */
export type ApprovalsView = 'to_decide' | 'mine' | 'all';

/** The newest approvals of a view. */
export const approvalsQuery = (view: ApprovalsView) =>
  queryOptions({
    queryKey: ['approvals', view],
    queryFn: ({ signal }): Promise<ApprovalsPage> =>
      request<ApprovalsPage>(`v1/approvals?view=${view}&limit=100`, { signal }),
  });

/** One approval. */
export const approvalQuery = (id: string) =>
  queryOptions({
    queryKey: ['approvals', 'one', id],
    queryFn: ({ signal }): Promise<Approval> => request<Approval>(`v1/approvals/${id}`, { signal }),
  });

const WAIT_S = 25;

/** Resolves after the next change, or after a while. */
export const nextChange = (since: string, signal: AbortSignal): Promise<ApprovalsPage> =>
  request<ApprovalsPage>(
    `v1/approvals?limit=1&wait=${WAIT_S}&since=${encodeURIComponent(since === '' ? '1970-01-01T00:00:00.000Z' : since)}`,
    { signal },
  );

/** What one does with an approval. */
export type Decision = 'approve' | 'deny' | 'cancel' | 'edit';

/** Decides. @throws ApiProblem */
export const decide = (id: string, decision: Decision, body: object): Promise<Approval> =>
  request<Approval>(`v1/approvals/${id}/${decision}`, { method: 'POST', body });
