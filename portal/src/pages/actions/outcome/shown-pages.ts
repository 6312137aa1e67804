import { useState } from 'react';
import type { Success } from '../run/invocation-api.js';

/** The pages of a list that were read, of which one is shown. */
export interface ShownPages {
  readonly outcome: Success;
  readonly hasEarlier: boolean;
  /** Shows the page before. */
  readonly goBack: () => void;
  /** Keeps the page that is shown as an earlier one of the next outcome. */
  readonly keep: () => void;
  /** Shows an outcome in place of a page. */
  readonly show: (outcome: Success) => void;
}

/** Follows the outcomes of an action, and goes back to earlier pages without asking for them again. */
export function useShownPages(latest: Success): ShownPages {
  const [{ seen, shown, earlier, isKept }, set] = useState<PagesState>({
    seen: latest,
    shown: latest,
    earlier: [],
    isKept: false,
  });
  let now: PagesState = { seen, shown, earlier, isKept };
  if (seen !== latest) {
    now = { seen: latest, shown: latest, earlier: isKept ? [...earlier, shown] : [], isKept: false };
    set(now);
  }
  return {
    outcome: now.shown,
    hasEarlier: now.earlier.length > 0,
    goBack: () =>
      set((state) => {
        const before = state.earlier.at(-1);
        return before ? { ...state, shown: before, earlier: state.earlier.slice(0, -1) } : state;
      }),
    keep: () => set((state) => ({ ...state, isKept: true })),
    show: (outcome) => set((state) => ({ ...state, shown: outcome })),
  };
}

interface PagesState {
  readonly seen: Success;
  readonly shown: Success;
  readonly earlier: readonly Success[];
  readonly isKept: boolean;
}
