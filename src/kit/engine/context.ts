/** Who invokes. */
export interface Actor {
  readonly id: string;
  readonly type?: 'user' | 'service' | 'agent';
}

/** Everything about an invocation that is not its input. */
export interface InvocationContext {
  readonly tenantId: string;
  /** Name of the tenant's connection; `default` if omitted. */
  readonly connection?: string;
  readonly actor?: Actor;
  /** When the caller stops waiting, epoch milliseconds; if omitted, the configured timeout from now. */
  readonly deadline?: number;
  readonly signal?: AbortSignal;
  /** Makes a write safe to repeat: the same key and input return the first outcome again. */
  readonly idempotencyKey?: string;
  /** Checks everything and sends nothing: `data` is the request that would be sent. */
  readonly dryRun?: boolean;
  /** Reads a list to its end, in the largest pages, instead of one page of it. */
  readonly all?: boolean;
  /** How many pages `all` may read; 100 if omitted. */
  readonly maxPages?: number;
  /** Called after each page of a long pull. */
  readonly onProgress?: (progress: Progress) => void;
  /** Correlates logs; generated if omitted. */
  readonly requestId?: string;
  /** W3C trace context of the caller. */
  readonly traceparent?: string;
}

/** How much of a long pull has been read. */
export interface Progress {
  readonly pages: number;
  readonly items: number;
}
