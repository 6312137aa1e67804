import type { ReactElement } from 'react';
import type { Connection, ConnectionState } from '../../api/connections.js';
import { Notice, type Tone } from '../../ui/notice.js';

const TROUBLES: Partial<
  Record<ConnectionState, { readonly tone: Tone; readonly title: string; readonly next: string }>
> = {
  pending: {
    tone: 'warn',
    title: 'The key is kept, but not in use yet',
    next: 'Check it now, or wait: it is checked by itself from time to time.',
  },
  failing: {
    tone: 'bad',
    title: 'Anthropic refused the key in use',
    next: 'Actions are stopped until it is checked and found valid, or replaced.',
  },
  revoked: {
    tone: 'bad',
    title: 'The key is no longer valid',
    next: 'Actions are stopped until it is replaced.',
  },
};

/** Why a connection does not work, and what to do. */
export function ConnectionTrouble({
  connection: { state, problem },
}: {
  readonly connection: Connection;
}): ReactElement | null {
  const trouble = TROUBLES[state];
  if (!trouble) return null;
  const { tone, title, next } = trouble;
  return (
    <Notice tone={tone} live title={title}>
      {problem && <p>{problem.message}</p>}
      <p>{next}</p>
      {problem && state !== 'pending' && <p>{problem.fix}</p>}
    </Notice>
  );
}
