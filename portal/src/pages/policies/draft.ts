import { useState } from 'react';
import { onOtherPerson } from '../../session/session-api.js';
import type { Check } from './policies-api.js';
import type { Chosen } from './template-forms.js';

/** What is checked and saved. */
export interface DraftText {
  readonly text: string;
  readonly timeZone: string;
}

/** What the user is writing. */
export interface Draft extends DraftText {
  readonly chosen: Chosen;
  readonly reason: string;
  /** The text that the templates have made; another text was changed by hand. */
  readonly made: string;
  /** The last check, of the text as it was then. */
  readonly checked?: DraftText & { readonly result: Check };
  /** The version that was saved last, and its text. */
  readonly saved?: DraftText & { readonly version: number };
}

/** A draft at its beginning. */
const EMPTY: Draft = { chosen: {}, text: '', timeZone: 'UTC', reason: '', made: '' };

/** Kept in memory while other tabs and pages are shown. */
let kept = EMPTY;

onOtherPerson(() => {
  kept = EMPTY;
});

/** The draft of the user. */
export function useDraft(): [Draft, (draft: Draft) => void] {
  const [draft, setDraft] = useState(kept);
  const keep = (next: Draft): void => {
    kept = next;
    setDraft(next);
  };
  return [draft, keep];
}

/** Whether something was found out about the draft as it is now. */
export const isOf = ({ text, timeZone }: Draft, of: DraftText | undefined): boolean =>
  of?.text === text && of.timeZone === timeZone;
