import type { ReactElement } from 'react';
import { useSession } from '../../session/session-context.js';
import { ButtonLink } from '../../ui/button-link.js';
import { Notice } from '../../ui/notice.js';
import type { ActionInput } from '../actions/catalog/action.js';
import { prefill } from '../actions/detail/drafts.js';
import { actionPath } from '../actions/paths.js';
import type { Approval } from './approvals-api.js';

/** What is left to do once a call is approved: the one who asked for it runs it again, with the same input. */
export function NextStep({ approval }: { readonly approval: Approval }): ReactElement | null {
  const { subject } = useSession();
  const { state, requester, applies, connector, action, input } = approval;
  if (state !== 'approved' || applies === 'on_approval') return null;
  if (requester.id !== subject)
    return <Notice tone="info" title="It runs when the one who asked for it repeats the call" />;
  return (
    <Notice
      tone="good"
      title="Run the call again to use this approval"
      actions={
        <ButtonLink
          href={`#${actionPath(connector, action)}`}
          onClick={() => prefill(connector, action, input as ActionInput)}
        >
          Open the action
        </ButtonLink>
      }
    >
      <p>The input is filled in. Another input needs another approval.</p>
    </Notice>
  );
}
