import type { ReactElement } from 'react';
import type { ConnectionState } from '../api/connections.js';
import { Badge, type BadgeTone } from './badge.js';

const STATES: Record<ConnectionState, { readonly tone: BadgeTone; readonly word: string }> = {
  active: { tone: 'good', word: 'Connected' },
  pending: { tone: 'warn', word: 'Waiting for a check' },
  failing: { tone: 'bad', word: 'Key refused in use' },
  revoked: { tone: 'bad', word: 'Key no longer valid' },
};

/** Where a connection stands, in a word or two; `undefined` is one that there is not. */
export function ConnectionStateBadge({ state }: { readonly state?: ConnectionState }): ReactElement {
  if (state === undefined) return <Badge dot>Not connected</Badge>;
  const { tone, word } = STATES[state];
  return (
    <Badge tone={tone} dot>
      {word}
    </Badge>
  );
}
