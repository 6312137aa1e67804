import type { ReactElement } from 'react';
import { shownText } from '../../ui/shown-text.js';
import { eventName } from './audit-words.js';

/** What happened: an event in words, or the id of an action. */
export const EntryName = ({ action }: { readonly action: string }): ReactElement => {
  const event = eventName(action);
  return event === undefined ? <code>{shownText(action)}</code> : <>{event}</>;
};
