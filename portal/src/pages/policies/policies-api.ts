import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { request } from '../../api/request.js';

/** Which versions hold. */
export interface PolicyState {
  readonly on: number | null;
  readonly watch: number | null;
  /** How many persons the policies do not hold for now. */
  readonly broken_glass: number;
  /** RFC 3339; null where they hold for the user. */
  readonly broken_by_you_until: string | null;
}

/** A version without its text. */
export interface PolicyVersion {
  readonly version: number;
  readonly time_zone: string;
  readonly reason: string;
  readonly created_by: string;
  /** RFC 3339. */
  readonly created_at: string;
}

/** What is wrong with a text, and where; line and column begin at 1. */
export interface TextProblem {
  readonly line: number;
  readonly column: number;
  readonly message: string;
  readonly help?: string;
}

/** What policies would have done to the calls of the past. */
export interface Replay {
  readonly stopped: number;
  readonly asked: number;
  readonly without_input: number;
  readonly complete: boolean;
  readonly summary: string;
  readonly examples: readonly {
    readonly seq: number;
    readonly at: string;
    readonly action: string;
    readonly actor: string | null;
    readonly effect: 'deny' | 'approval';
    readonly reason: string;
  }[];
}

/** The result of a check. */
export interface Check {
  readonly valid: boolean;
  readonly problems: readonly TextProblem[];
  readonly formatted?: string;
  readonly replay?: Replay;
}

/** The JSON Schema of a field of a template. */
export interface FieldSchema {
  readonly type: 'array' | 'integer' | 'string' | 'boolean';
  readonly title: string;
  readonly description: string;
  readonly default?: unknown;
  readonly items?: { readonly enum?: readonly string[] };
}

/** A policy as a form. */
export interface Template {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly form: { readonly properties: Readonly<Record<string, FieldSchema>> };
}

/** A template and the values of its form. */
export interface FilledTemplate {
  readonly template: string;
  readonly values: Readonly<Record<string, unknown>>;
}

/** Which versions are to hold; what is missing stays as it is. */
export type StateChange = Partial<Pick<PolicyState, 'on' | 'watch'>>;

/** What the user may do with policies. */
export interface PolicyRights {
  readonly mayWrite: boolean;
  readonly mayBreakGlass: boolean;
  readonly mayReadAudit: boolean;
}

const PATH = 'v1/policies';
const VERSIONS_PER_PAGE = 20;

/** What to read again after a change of the state or of the versions. */
export const POLICY_CHANGES = [['policies'], ['audit']] as const;

/** Which versions hold. */
export const stateQuery = queryOptions({
  queryKey: ['policies', 'state'],
  queryFn: ({ signal }) => request<PolicyState>(PATH, { signal }),
});

/** The versions, newest first, one page at a time. */
export const versionsQuery = infiniteQueryOptions({
  queryKey: ['policies', 'versions'],
  initialPageParam: undefined as string | undefined,
  queryFn: ({ pageParam, signal }) =>
    request<{
      data: readonly PolicyVersion[];
      page: { readonly next: { readonly cursor: string } | null };
    }>(
      `${PATH}/versions?limit=${VERSIONS_PER_PAGE}${pageParam === undefined ? '' : `&cursor=${pageParam}`}`,
      {
        signal,
      },
    ),
  getNextPageParam: ({ page }) => page.next?.cursor,
});

/** One version with its text, which never changes. */
export const versionQuery = (version: number) =>
  queryOptions({
    queryKey: ['policy-version', version],
    staleTime: Infinity,
    queryFn: ({ signal }) =>
      request<PolicyVersion & { readonly text: string }>(`${PATH}/versions/${version}`, { signal }),
  });

/** The templates. */
export const templatesQuery = queryOptions({
  queryKey: ['policy-templates'],
  staleTime: Infinity,
  queryFn: async ({ signal }) =>
    (await request<{ data: readonly Template[] }>(`${PATH}/templates`, { signal })).data,
});

/** The last change of which versions hold, as the audit has it; null where there is none. */
export const lastChangeQuery = queryOptions({
  queryKey: ['audit', 'policies.set'],
  queryFn: async ({ signal }) => {
    const { data } = await request<{
      data: readonly { at: string; actorId: string | null; details: { reason?: string } }[];
    }>('v1/audit?action=policies.set&limit=1', { signal });
    return data[0] ?? null;
  },
});

/** Makes the text of filled templates. */
export const compose = async (templates: readonly FilledTemplate[]): Promise<string> =>
  (await request<{ text: string }>(`${PATH}/compose`, { method: 'POST', body: { templates } })).text;

/** Checks a text and replays it. */
export const check = (text: string, timeZone: string): Promise<Check> =>
  request(`${PATH}/check`, { method: 'POST', body: { text, time_zone: timeZone } });

/** Stores a text as a new version. */
export const save = async (text: string, timeZone: string, reason: string): Promise<number> =>
  (
    await request<{ version: number }>(`${PATH}/versions`, {
      method: 'POST',
      body: { text, time_zone: timeZone, reason },
    })
  ).version;

/** Changes which versions hold. */
export const setState = (change: StateChange, reason: string): Promise<PolicyState> =>
  request(`${PATH}/state`, { method: 'PUT', body: { ...change, reason } });

/** Lets the policies not hold for the user, for an hour. */
export const breakGlass = (reason: string): Promise<{ until: string }> =>
  request(`${PATH}/break-glass`, { method: 'POST', body: { reason } });

/** Lets them hold for the user again. */
export const mendGlass = (): Promise<void> => request(`${PATH}/break-glass`, { method: 'DELETE' });
