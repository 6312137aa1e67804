import type { ReactElement } from 'react';
import type { ConnectionState } from '../api/connections.js';
import { Badge, type BadgeTone } from './badge.js';

const STATES: Record<ConnectionState, { readonly tone: BadgeTone; readonly word: string }> = {
  active: { tone: 'good', word: 'Connected' },
  pending: { tone: 'warn', word: 'Check pending' },
  failing: { tone: 'bad', word: 'Key rejected' },
  revoked: { tone: 'bad', word: 'Key no longer valid' },
};

/** The state of a connection as a badge; `undefined` means that there is no connection. */
export function ConnectionStateBadge({ state }: { readonly state?: ConnectionState }): ReactElement {
  if (state === undefined) return <Badge dot>Not connected</Badge>;
  const { tone, word } = STATES[state];
  return (
    <Badge tone={tone} dot>
      {word}
    </Badge>
  );
}
