import { queryOptions } from '@tanstack/react-query';
import { connectorPath } from '../../api/connectors.js';
import { request } from '../../api/request.js';

/** What policies decide. */
export type PolicyEffect = 'allow' | 'deny' | 'approval';

/** A call to explain. */
export interface ExplainedCall {
  readonly action: string;
  readonly input?: object;
  readonly as?: {
    readonly id: string;
    readonly type: 'user' | 'agent';
    readonly roles?: readonly string[];
  };
  readonly version?: number;
}

/** The decision about a call, and what would change it. */
export interface Explanation {
  readonly version: number;
  readonly effect: PolicyEffect;
  readonly reason?: string;
  readonly policies: readonly { readonly id: string; readonly title?: string; readonly reason?: string }[];
  readonly approval?: {
    readonly approvers: readonly string[];
    readonly quorum: number;
    readonly window_s: number;
  };
  readonly alternatives: readonly { readonly change: string; readonly effect: PolicyEffect }[];
}

/** The connector whose actions the policies are about. */
const ACTIONS = `${connectorPath('anthropic')}/actions`;

/** The actions by their titles. */
export const actionsQuery = queryOptions({
  queryKey: ['policy-actions'],
  staleTime: Infinity,
  queryFn: async ({ signal }) =>
    (
      await request<{ data: readonly { readonly id: string; readonly title: string }[] }>(
        `${ACTIONS}?include=switched_off`,
        { signal },
      )
    ).data,
});

/** An example of the input of an action. */
export const exampleQuery = (action: string) =>
  queryOptions({
    queryKey: ['policy-actions', action],
    staleTime: Infinity,
    queryFn: async ({ signal }) =>
      (await request<{ example: object }>(`${ACTIONS}/${encodeURIComponent(action)}`, { signal })).example,
  });

/** Explains the decision about a call. */
export const explain = (call: ExplainedCall): Promise<Explanation> =>
  request('v1/policies/explain', { method: 'POST', body: call });

/** A JSON object; undefined for any other text. */
export function objectIn(text: string): object | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** An approver of an annotation in words. */
export const approverIn = (approver: string): string =>
  approver.replace(/^user:/, '').replace(/^permission:/, 'everyone with ');

/** A span in words, such as "8 hours". */
export function spanOf(seconds: number): string {
  const [count, unit] =
    seconds % 86_400 === 0
      ? [seconds / 86_400, 'day']
      : seconds % 3_600 === 0
        ? [seconds / 3_600, 'hour']
        : [Math.round(seconds / 60), 'minute'];
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
}
