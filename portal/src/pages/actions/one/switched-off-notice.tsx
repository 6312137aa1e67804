import type { ReactElement } from 'react';
import { Notice } from '../../../ui/notice.js';
import type { ActionSummary, Switches } from '../catalog/action.js';
import { stateOf } from '../catalog/switch-state.js';

/** Says that an action cannot be run, and which switch stops it. */
export function SwitchedOffNotice({
  action,
  switches,
}: {
  readonly action: ActionSummary;
  readonly switches: Switches | undefined;
}): ReactElement | null {
  const state = stateOf(action, switches);
  if (state === 'on') return null;
  return (
    <Notice tone="warn" live title="This action is switched off">
      <p>
        {state === 'off'
          ? 'Its own switch is off, for everybody in your organization, also over the API and MCP.'
          : 'Read-only mode is on: nothing that writes can be run. The switch is above the list of all actions.'}
      </p>
    </Notice>
  );
}
