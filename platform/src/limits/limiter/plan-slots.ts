/** How many slots there are in which time. */
export interface SlotBudget {
  /** Slots in any window. */
  readonly limit: number;
  readonly windowMs: number;
}

/** How far the slots of a key have been given away; times are of the database's clock, epoch milliseconds. */
export interface SlotLedger {
  readonly lastSlot: number;
  readonly lastAt: number;
  readonly pausedUntil: number;
  /** When a slot was, where that still matters. */
  timeOf(slot: number): number | undefined;
}

/** A slot, or how long it would have been until one. */
export type SlotAnswer =
  | { readonly granted: true; readonly slot: number; readonly at: number; readonly waitMs: number }
  | { readonly granted: false; readonly retryAfterMs: number };

/**
 * Gives slots to requests in their order: each a window after the one that came `limit` before it, so that no window
 * ever holds more. A request that has not so much time, in milliseconds, gets none and uses none up.
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
