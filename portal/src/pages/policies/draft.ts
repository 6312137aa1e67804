import type { Check } from './policies-api.js';
import type { Chosen } from './template-forms.js';

/** What the user is writing; the page keeps it while other tabs are shown. */
export interface Draft {
  readonly chosen: Chosen;
  readonly text: string;
  readonly timeZone: string;
  readonly reason: string;
  /** The text that the templates have made; another text was changed by hand. */
  readonly made: string;
  /** The last check, of the text as it was then. */
  readonly checked?: { readonly text: string; readonly timeZone: string; readonly result: Check };
  /** The version that was saved last, and its text. */
  readonly saved?: { readonly text: string; readonly timeZone: string; readonly version: number };
}

/** A draft at its beginning. */
export const EMPTY_DRAFT: Draft = { chosen: {}, text: '', timeZone: 'UTC', reason: '', made: '' };

/** Whether something was found out about the draft as it is now. */
export const isOf = (
  { text, timeZone }: Draft,
  of: { readonly text: string; readonly timeZone: string } | undefined,
): boolean => of?.text === text && of.timeZone === timeZone;
