/** The events that somebody can be notified of. */
export const NOTICE_EVENTS = [
  'approval.opened',
  'approval.approved',
  'approval.denied',
  'approval.edited',
  'approval.cancelled',
  'approval.expired',
  'approval.outdated',
  'approval.interrupted',
  'approval.applied',
  'policy.break_glass',
  'test',
] as const;

/** One of these. */
export type NoticeEvent = (typeof NOTICE_EVENTS)[number];

/** What a tenant is notified of. */
export interface Notice {
  readonly event: NoticeEvent;
  /** One line. */
  readonly title: string;
  /** For a person, without secrets. */
  readonly text: string;
  /** The page that shows more; it never decides anything by itself. */
  readonly url?: string | undefined;
  /** For programs, without secrets. */
  readonly data?: Readonly<Record<string, string | number | null>>;
}

/** Where notices go. */
export type TargetSettings =
  | { readonly kind: 'webhook'; readonly url: string; readonly secret: string }
  | { readonly kind: 'slack'; readonly url: string }
  | { readonly kind: 'email'; readonly to: readonly string[] };

/** A notice as a target gets it. */
export interface Payload extends Notice {
  readonly id: string;
  readonly tenant: string;
  /** RFC 3339. */
  readonly at: string;
}
