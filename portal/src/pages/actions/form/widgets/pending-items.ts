import { useState } from 'react';

/** The items of a list field, of which the last ones are still being typed. */
export interface PendingItems {
  /** The items that are shown as such. */
  readonly kept: readonly string[];
  /** Sets what is being typed, which is part of the value from the beginning. */
  readonly type: (items: readonly string[]) => void;
  /** Shows what was typed as items, once a press that has begun is over: they would move its button away from the pointer. */
  readonly settle: (then: () => void) => void;
}

/** Keeps a list field complete while its next items are typed: Run sends them without a press on "Add". */
export function usePendingItems(
  values: readonly string[],
  onChange: (values: readonly string[]) => void,
): PendingItems {
  const [pending, setPending] = useState<readonly string[]>([]);
  const kept = values.filter((value) => !pending.includes(value));
  return {
    kept,
    type: (items) => {
      const added = [...new Set(items)].filter((item) => !kept.includes(item));
      if (added.length > 0 || pending.length > 0) onChange([...kept, ...added]);
      setPending(added);
    },
    settle: (then) =>
      afterPress(() => {
        setPending([]);
        then();
      }),
  };
}

let isPressed = false;
for (const [event, pressed] of [
  ['pointerdown', true],
  ['pointerup', false],
  ['pointercancel', false],
] as const) {
  window.addEventListener(event, () => (isPressed = pressed), { capture: true });
}

function afterPress(then: () => void): void {
  if (!isPressed) return then();
  // The press itself is handled in the events that follow in the same turn.
  window.addEventListener('pointerup', () => setTimeout(then), { once: true });
}
