import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { useLocation } from 'wouter';
import { prefill } from '../actions/detail/drafts.js';
import { actionPath } from '../actions/paths.js';
import { useConnector } from '../../session/connector-context.js';
import { Button } from '../../ui/button.js';
import { Dialog } from '../../ui/dialog.js';
import { Facts } from '../../ui/facts.js';
import { ProblemNotice } from '../../ui/problem-notice.js';
import { Skeleton } from '../../ui/skeleton.js';
import { Timestamp } from '../../ui/timestamp.js';
import { UntrustedText } from '../../ui/untrusted-text.js';
import { Money } from '../cost/money.js';
import { holdingsQuery, type Holdings, type Person } from './members-api.js';
import styles from './members.module.css';
import { roleOf } from './people-view.js';

/** The steps that a person may be next in: each opens the form of an action, which shows its consequences before it runs. */
const STEPS = {
  member: [
    { action: 'users_update', field: 'user_id', words: 'Change the role' },
    { action: 'members_offboard', field: 'people', words: 'Off-board' },
  ],
  invite: [
    { action: 'invites_reissue', field: 'invite_id', words: 'Send again' },
    { action: 'invites_delete', field: 'invite_id', words: 'Withdraw the invite' },
  ],
} as const;

/** Everything of one person. */
export function PersonDialog({
  person,
  onClose,
}: {
  readonly person: Person;
  readonly onClose: () => void;
}): ReactElement {
  const { id: connector } = useConnector();
  const [, go] = useLocation();
  const { id, kind, name, email, role, state, since, expiresAt } = person;
  const open = (action: string, field: string): void => {
    prefill(connector, action, { [field]: field === 'people' ? [id] : id });
    go(actionPath(connector, action));
  };
  return (
    <Dialog
      title={<UntrustedText>{name ?? email}</UntrustedText>}
      isOpen
      onClose={onClose}
      size="wide"
      actions={STEPS[kind].map(({ action, field, words }) => (
        <Button key={action} onPress={() => open(action, field)}>
          {words}
        </Button>
      ))}
    >
      <Facts
        facts={[
          ['E-mail', <UntrustedText key="email">{email}</UntrustedText>],
          ['Role', roleOf(role)],
          [kind === 'member' ? 'Member since' : 'Invited', <Timestamp key="since" at={since} />],
          [
            state === 'expired' ? 'Expired' : 'Expires',
            expiresAt === undefined ? undefined : <Timestamp key="until" at={expiresAt} />,
          ],
          ['ID', <code key="id">{id}</code>],
        ]}
      />
      {kind === 'member' && <HoldingsOf id={id} connector={connector} />}
    </Dialog>
  );
}

function HoldingsOf({ id, connector }: { readonly id: string; readonly connector: string }): ReactElement {
  const { data, error } = useQuery(holdingsQuery(connector, id));
  if (error && !data) return <ProblemNotice problem={error} title="What this person has could not be read" />;
  if (!data) return <Skeleton lines={4} />;
  const { cost, isPartial } = data;
  return (
    <>
      <Facts
        facts={[
          ['Cost of the last 30 days', <Money key="cost" usd={cost} />],
          ['Workspaces', workspacesOf(data)],
          ['API keys made', keysOf(data)],
        ]}
      />
      {isPartial && <p className={styles.note}>Not everything could be read, so this may be incomplete.</p>}
    </>
  );
}

function workspacesOf({ workspaces, workspacesLeft }: Holdings): ReactElement {
  return (
    <>
      {workspaces.length === 0 && 'None but the default workspace'}
      <ul className={styles.list}>
        {workspaces.map(({ id, name, role }) => (
          <li key={id}>
            <UntrustedText>{name}</UntrustedText>: {roleOf(role)}
          </li>
        ))}
      </ul>
      {workspacesLeft > 0 && `${workspacesLeft} more workspaces were not looked into.`}
    </>
  );
}

function keysOf({ keys }: Holdings): ReactElement {
  if (keys.length === 0) return <>None</>;
  return (
    <ul className={styles.list}>
      {keys.map(({ id, name, status }) => (
        <li key={id}>
          <UntrustedText>{name}</UntrustedText>: {status}
        </li>
      ))}
    </ul>
  );
}
