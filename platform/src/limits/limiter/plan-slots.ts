/** The number of slots per window. */
export interface SlotBudget {
  /** Slots in any window. */
  readonly limit: number;
  readonly windowMs: number;
}

/** The last granted slot of a key; times are from the database's clock, epoch milliseconds. */
export interface SlotLedger {
  readonly lastSlot: number;
  readonly lastAt: number;
  readonly pausedUntil: number;
  /** The time of a slot, if it is still within the window. */
  timeOf(slot: number): number | undefined;
}

/** A slot, or the wait until the next one. */
export type SlotAnswer =
  | { readonly granted: true; readonly slot: number; readonly at: number; readonly waitMs: number }
  | { readonly granted: false; readonly retryAfterMs: number };

/**
 * Grants slots to requests in their order: each one window after the slot that is `limit` places before it, so no
 * window has more than `limit`. A request with less time left (milliseconds) gets no slot and uses none.
 */
export function planSlots(
  { limit, windowMs }: SlotBudget,
  ledger: SlotLedger,
  now: number,
  patience: readonly number[],
): SlotAnswer[] {
  const given = new Map<number, number>();
  let slot = ledger.lastSlot;
  let earliest = Math.max(now, ledger.lastAt, ledger.pausedUntil);
  return patience.map((patientMs) => {
    const before = given.get(slot + 1 - limit) ?? ledger.timeOf(slot + 1 - limit) ?? -Infinity;
    const at = Math.max(earliest, before + windowMs);
    const waitMs = at - now;
    if (waitMs >= patientMs) return { granted: false, retryAfterMs: waitMs };
    slot += 1;
    earliest = at;
    given.set(slot, at);
    return { granted: true, slot, at, waitMs };
  });
}
