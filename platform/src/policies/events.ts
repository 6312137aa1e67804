/** Somebody has broken the glass: the policies do not hold for them for an hour. */
export interface BrokenGlass {
  readonly tenantId: string;
  readonly actorId: string;
  readonly reason: string;
  /** RFC 3339. */
  readonly until: string;
}

/** What other features do when policies change. */
export class PolicyEvents {
  readonly #listeners = new Set<(event: BrokenGlass) => void | Promise<void>>();

  /** Calls a listener each time somebody breaks the glass, after it is in the audit. */
  onBrokenGlass(listener: (event: BrokenGlass) => void | Promise<void>): void {
    this.#listeners.add(listener);
  }

  /** Tells the listeners; what one of them throws keeps nothing from being done. */
  async brokenGlass(event: BrokenGlass): Promise<void> {
    await Promise.allSettled([...this.#listeners].map(async (listener) => listener(event)));
  }
}
