import type { ReactElement } from 'react';
import { Badge } from '../../../ui/badge.js';
import { isForeign, stateOf } from './action.js';
import type { ActionSummary, Switches } from './action.js';
import { badgeOf } from './effects.js';

/** The badges of an action: effect, beta, availability and switch state. */
export function ActionBadges({
  action,
  switches,
}: {
  readonly action: ActionSummary;
  readonly switches: Switches | undefined;
}): ReactElement {
  const { word, tone } = badgeOf(action.effect);
  const state = stateOf(action, switches);
  return (
    <>
      <Badge tone={tone}>{word}</Badge>
      {action.beta && <Badge>Beta</Badge>}
      {!action.available && (
        <Badge tone="warn">{isForeign(action) ? 'Other credential' : 'Not offered'}</Badge>
      )}
      {state === 'off' && <Badge tone="warn">Switched off</Badge>}
      {state === 'read_only' && <Badge tone="warn">Off: read-only mode</Badge>}
    </>
  );
}
