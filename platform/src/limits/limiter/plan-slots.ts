import type { WaitingBounds } from 'anthropic-admin-connector/kit';

/** The number of slots per window. */
export interface SlotBudget {
  /** Slots in any window. */
  readonly limit: number;
  readonly windowMs: number;
  /** How many granted slots may lie in the future; no bound if omitted. */
  readonly waiting?: WaitingBounds | undefined;
}

/** One request that asks for a slot. */
export interface SlotAsked {
  /** Milliseconds that it can wait. */
  readonly patienceMs: number;
  /** Who asks; a request without one has no share. */
  readonly by?: string | undefined;
}

/** A granted slot of the future, and who waits for it. */
export interface BookedSlot {
  readonly at: number;
  readonly by: string | null;
}

/** The last granted slot of a key; times are from the database's clock, epoch milliseconds. */
export interface SlotLedger {
  readonly lastSlot: number;
  readonly lastAt: number;
  readonly pausedUntil: number;
  /** The granted slots after now, in their order. */
  readonly booked: readonly BookedSlot[];
  /** The time of a slot, if it is still within the window. */
  timeOf(slot: number): number | undefined;
}

/** A slot, or the wait until the next one. */
export type SlotAnswer =
  | { readonly granted: true; readonly slot: number; readonly at: number; readonly waitMs: number }
  | { readonly granted: false; readonly retryAfterMs: number; readonly full?: 'organization' | 'subject' };

/**
 * Grants slots to requests in their order: each one window after the slot that is `limit` places before it, so no
 * window has more than `limit`. A request with less time left (milliseconds) gets no slot and uses none, and neither does one
 * for which there is no place among those that wait.
 */
export function planSlots(
  { limit, windowMs, waiting }: SlotBudget,
  ledger: SlotLedger,
  now: number,
  asked: readonly SlotAsked[],
): SlotAnswer[] {
  const given = new Map<number, number>();
  let slot = ledger.lastSlot;
  let earliest = Math.max(now, ledger.lastAt, ledger.pausedUntil);
  const booked = [...ledger.booked];
  const placeFor = (by: string | undefined): SlotAnswer | undefined => {
    if (!waiting) return undefined;
    const [first] = booked;
    if (first && booked.length >= waiting.most)
      return { granted: false, retryAfterMs: first.at - now, full: 'organization' };
    const own = by === undefined ? [] : booked.filter((slot) => slot.by === by);
    const [ownFirst] = own;
    if (!ownFirst || own.length < waiting.perSubject) return undefined;
    return { granted: false, retryAfterMs: ownFirst.at - now, full: 'subject' };
  };
  return asked.map(({ patienceMs, by }) => {
    const before = given.get(slot + 1 - limit) ?? ledger.timeOf(slot + 1 - limit) ?? -Infinity;
    const at = Math.max(earliest, before + windowMs);
    const waitMs = at - now;
    if (waitMs >= patienceMs) return { granted: false, retryAfterMs: waitMs };
    const refused = waitMs > 0 ? placeFor(by) : undefined;
    if (refused) return refused;
    if (waitMs > 0) booked.push({ at, by: by ?? null });
    slot += 1;
    earliest = at;
    given.set(slot, at);
    return { granted: true, slot, at, waitMs };
  });
}
