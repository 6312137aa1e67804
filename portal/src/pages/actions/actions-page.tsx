import { lazy, type ReactElement } from 'react';
import { useParams } from 'wouter';
import { ConnectorScope } from '../../shell/connector-scope.js';
import { ActionList } from './list/action-list.js';

// The forms are larger than everything else, and the list does not need them.
const ActionView = lazy(() => import('./detail/action-view.js'));

/** What an address has that is no encoding is part of the id, which is unknown then. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** The actions: the list, or the page of one action. */
export default function ActionsPage(): ReactElement {
  const { action } = useParams<{ action?: string }>();
  return (
    <ConnectorScope>
      {action === undefined ? <ActionList /> : <ActionView key={action} id={decoded(action)} />}
    </ConnectorScope>
  );
}
