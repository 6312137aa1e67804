import type { SlotRequest } from 'anthropic-admin-connector';

/** A request for a slot, with so many milliseconds left. */
export const slotOf = (
  key: string,
  patienceMs: number,
  signal = new AbortController().signal,
  onWait?: (until: number) => void,
): SlotRequest => ({ key, deadline: Date.now() + patienceMs, signal, onWait });
