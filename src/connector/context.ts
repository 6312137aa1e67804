/** Who invokes. */
export interface Actor {
  readonly id: string;
  readonly type?: 'user' | 'service' | 'agent';
}

/** Everything about an invocation that is not its input. */
export interface InvocationContext {
  readonly tenantId: string;
  /** Name of the tenant's connection; `default` where left out. */
  readonly connection?: string;
  readonly actor?: Actor;
  /** When the caller stops waiting, epoch milliseconds. Left out: the configured timeout from now on. */
  readonly deadline?: number;
  readonly signal?: AbortSignal;
  /** Makes a write safe to repeat: the same key and input give the first outcome again. */
  readonly idempotencyKey?: string;
  /** Checks everything and sends nothing: `data` is the request that would have gone out. */
  readonly dryRun?: boolean;
  /** Reads a list to its end, in the largest pages, instead of one page of it. */
  readonly all?: boolean;
  /** How many pages `all` may read; 100 where left out. */
  readonly maxPages?: number;
  /** Told after each page of a long pull. */
  readonly onProgress?: (progress: Progress) => void;
  /** Correlates logs; made where left out. */
  readonly requestId?: string;
  /** W3C trace context of the caller. */
  readonly traceparent?: string;
}

/** How far a long pull has come. */
export interface Progress {
  readonly pages: number;
  readonly items: number;
}
