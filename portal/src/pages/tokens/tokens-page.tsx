import { useQuery } from '@tanstack/react-query';
import { useState, type ReactElement } from 'react';
import { allows, useSession } from '../../session/session-context.js';
import { Card } from '../../ui/card.js';
import { Notice } from '../../ui/notice.js';
import { PageBody, PageHeader } from '../../ui/page.js';
import { ProblemNotice } from '../../ui/problem-notice.js';
import { Skeleton } from '../../ui/skeleton.js';
import { MadeTokenCard } from './made-token.js';
import { TokenForm } from './token-form.js';
import { TokenList } from './token-list.js';
import { presetsQuery, tokensQuery, type MadeToken, type ServiceToken } from './tokens-api.js';

/** The permissions of the page: they are the platform's, whatever the connectors are. */
const OWN = 'anthropic';

/** Tokens of agents and scripts: makes, lists, rotates and revokes them. */
export default function TokensPage(): ReactElement {
  const { permissions } = useSession();
  const may = (verb: string): boolean => allows(permissions, `${OWN}:tokens:${verb}`);
  return (
    <PageBody>
      <PageHeader
        title="Agents and tokens"
        description="A token lets an agent or a script do what you choose, and no more than you may do yourself."
      />
      {may('read') ? (
        <Tokens mayMake={may('write')} mayRevoke={may('revoke')} />
      ) : (
        <Notice title="You may not see tokens">
          <p>
            You need the permission <code>{OWN}:tokens:read</code>. Ask your administrator.
          </p>
        </Notice>
      )}
    </PageBody>
  );
}

function Tokens({
  mayMake,
  mayRevoke,
}: {
  readonly mayMake: boolean;
  readonly mayRevoke: boolean;
}): ReactElement {
  const [made, setMade] = useState<MadeToken>();
  const { data: tokens, error } = useQuery(tokensQuery);
  const { data: presets = [] } = useQuery(presetsQuery);
  return (
    <>
      {made ? (
        <MadeTokenCard made={made} onDone={() => setMade(undefined)} />
      ) : mayMake ? (
        <TokenForm onMade={setMade} />
      ) : (
        <Notice title="You may not make tokens">
          <p>
            You need the permission <code>{OWN}:tokens:write</code> to make and rotate them. Ask your
            administrator.
          </p>
        </Notice>
      )}
      {tokens ? (
        <TokenList
          tokens={[...tokens].sort(byRankAndAge)}
          presets={presets}
          rights={{ mayRotate: mayMake, mayRevoke }}
          onRotated={setMade}
        />
      ) : error ? (
        <ProblemNotice problem={error} />
      ) : (
        <Card>
          <Skeleton lines={4} />
        </Card>
      )}
    </>
  );
}

/** Those that still count come first, and of these the newest. */
const byRankAndAge = (one: ServiceToken, other: ServiceToken): number =>
  rank(one.state) - rank(other.state) || (other.made_at ?? '').localeCompare(one.made_at ?? '');

const rank = (state: string): number => (state === 'in_force' ? 0 : state === 'altered' ? 1 : 2);
