import { useState } from 'react';
import type { Success } from '../run/invocation-api.js';

/** The pages of a list that were read, of which one is shown. */
export interface ShownPages {
  readonly outcome: Success;
  /** The pages before, the first one first. */
  readonly earlier: readonly Success[];
  /** Whether the list begins before the first of these pages. */
  readonly isLater: boolean;
  /** Shows the page before. */
  readonly goBack: () => void;
  /** Keeps the page that is shown as an earlier one of the next outcome. */
  readonly keep: () => void;
  /** Shows an outcome in place of a page. */
  readonly show: (outcome: Success) => void;
}

/**
 * Follows the outcomes of an action, and goes back to earlier pages without asking for them again.
 * @param hasCursor - whether the latest outcome is that of an input with a cursor
 */
export function useShownPages(latest: Success, hasCursor: boolean): ShownPages {
  const [state, set] = useState<PagesState>({
    seen: latest,
    shown: latest,
    earlier: [],
    isLater: hasCursor,
    isKept: false,
  });
  let now = state;
  if (state.seen !== latest) {
    const { earlier, shown, isKept, isLater } = state;
    now = {
      seen: latest,
      shown: latest,
      earlier: isKept ? [...earlier, shown] : [],
      isLater: isKept ? isLater : hasCursor,
      isKept: false,
    };
    set(now);
  }
  return {
    outcome: now.shown,
    earlier: now.earlier,
    isLater: now.isLater,
    goBack: () =>
      set((given) => {
        const before = given.earlier.at(-1);
        return before ? { ...given, shown: before, earlier: given.earlier.slice(0, -1) } : given;
      }),
    keep: () => set((given) => ({ ...given, isKept: true })),
    show: (outcome) => set((given) => ({ ...given, shown: outcome })),
  };
}

interface PagesState {
  readonly seen: Success;
  readonly shown: Success;
  readonly earlier: readonly Success[];
  readonly isLater: boolean;
  readonly isKept: boolean;
}
