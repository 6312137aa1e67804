import { shownText } from './shown-text.js';

/** JSON to be read, in which nothing hides: the line breaks are its own, and unseen characters show as codes. */
export const shownJson = (value: unknown): string =>
  JSON.stringify(value, null, 2).split('\n').map(shownText).join('\n');
