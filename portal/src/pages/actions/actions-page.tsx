import { lazy, type ReactElement } from 'react';
import { useParams } from 'wouter';
import { ActionList } from './list/action-list.js';

// The forms weigh more than everything else; the list does without.
const ActionView = lazy(() => import('./one/action-view.js'));

/** Actions: all of them, or one to be run. */
export default function ActionsPage(): ReactElement {
  const { action } = useParams<{ action?: string }>();
  return action === undefined ? <ActionList /> : <ActionView key={action} id={decodeURIComponent(action)} />;
}
