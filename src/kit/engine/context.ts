/** Who invokes. */
export interface Actor {
  readonly id: string;
  /** `page` for what a user interface reads by itself for the user. */
  readonly type?: 'user' | 'service' | 'agent' | 'page' | undefined;
}

/** The format of an idempotency key: printable ASCII without spaces. */
export const IDEMPOTENCY_KEY_FORM = /^[\x21-\x7e]{1,255}$/;

/** Everything about an invocation that is not its input. */
export interface InvocationContext {
  readonly tenantId: string;
  /** Name of the tenant's connection; `default` if omitted. */
  readonly connection?: string | undefined;
  readonly actor?: Actor | undefined;
  /** What the host knows of the caller besides: the ports get it as it is, and nothing else reads it. */
  readonly caller?: unknown;
  /** When the caller stops waiting, epoch milliseconds; if omitted, the configured timeout from now. */
  readonly deadline?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  /**
   * Asked again before a request that had to wait is sent, and as long as the invocation lasts; false ends it, unless it is a
   * write that was sent. For a token or session that can end before the invocation does.
   */
  readonly stillAllowed?: (() => boolean | Promise<boolean>) | undefined;
  /** Makes a write safe to repeat: the same key and input return the first outcome again. */
  readonly idempotencyKey?: string | undefined;
  /** Reads a list to its end, in the largest pages, instead of one page of it. */
  readonly all?: boolean | undefined;
  /** How many pages `all` may read, 100 if omitted, or `items`, all if omitted. */
  readonly maxPages?: number | undefined;
  /** Called after each page of a long pull; an error that it throws is reported and ends nothing. */
  readonly onProgress?: ((progress: Progress) => void) | undefined;
  /** Correlates logs; generated if omitted. */
  readonly requestId?: string | undefined;
  /** W3C trace context of the caller; interceptors of the host find it in `config.invocation`. */
  readonly traceparent?: string | undefined;
  /** Of `plan` alone: reads what the call would do. A policy that requires approval does not refuse such a plan. */
  readonly consequences?: boolean | undefined;
  /** What the digest of such a plan binds beside the call, such as the version of the policies that decided. */
  readonly binding?: string | undefined;
}

/** The context of a plan with its consequences. */
export type PlanContext = InvocationContext & { readonly consequences: true };

/** How much of a long pull has been read. */
export interface Progress {
  readonly pages: number;
  readonly items: number;
}
