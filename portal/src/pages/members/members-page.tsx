import { useQuery } from '@tanstack/react-query';
import { useMemo, useState, type ReactElement } from 'react';
import { Button } from 'react-aria-components/Button';
import { useLocation, useSearch } from 'wouter';
import { useConnector, usePermission } from '../../session/connector-context.js';
import { ConnectorScope } from '../../shell/connector-scope.js';
import { Badge } from '../../ui/badge.js';
import { ButtonLink } from '../../ui/button-link.js';
import { Card } from '../../ui/card.js';
import { DataTable, type Column } from '../../ui/data-table.js';
import { Plus } from '../../ui/icons.js';
import { Notice } from '../../ui/notice.js';
import { PageBody, PageHeader } from '../../ui/page.js';
import { ProblemNotice } from '../../ui/problem-notice.js';
import { SearchField } from '../../ui/search-field.js';
import { Select } from '../../ui/select.js';
import { Skeleton } from '../../ui/skeleton.js';
import { Timestamp } from '../../ui/timestamp.js';
import { UntrustedText } from '../../ui/untrusted-text.js';
import { actionPath } from '../actions/paths.js';
import { peopleQuery, type Person } from './members-api.js';
import styles from './members.module.css';
import { roleOf, searchOf, SHOWN, shownOf, viewIn, type PeopleView } from './people-view.js';
import { PersonDialog } from './person-dialog.js';

/** The members of the organization and its invites, with everything that one of them has. */
export default function MembersPage(): ReactElement {
  return (
    <ConnectorScope>
      <Members />
    </ConnectorScope>
  );
}

function Members(): ReactElement {
  const { id } = useConnector();
  const mayRead = usePermission('read');
  return (
    <PageBody>
      <PageHeader
        title="Members"
        description="Members of the organization, and invites that are open or have expired."
        aside={
          <ButtonLink icon={Plus} href={`#${actionPath(id, 'invites_create')}`}>
            Invite
          </ButtonLink>
        }
      />
      {mayRead ? (
        <PeopleCard connector={id} />
      ) : (
        <Notice title="You may not read the members">
          <p>
            You need the permission <code>{id}:read</code>. Ask your administrator.
          </p>
        </Notice>
      )}
    </PageBody>
  );
}

function PeopleCard({ connector }: { readonly connector: string }): ReactElement {
  const search = useSearch();
  const [path, go] = useLocation();
  const view = useMemo(() => viewIn(search), [search]);
  const show = (wanted: PeopleView): void => go(`${path}${searchOf(wanted)}`, { replace: true });
  const { data, error } = useQuery(peopleQuery(connector));
  const [opened, setOpened] = useState<Person>();
  const people = useMemo(() => (data ? shownOf(data.people, view) : []), [data, view]);
  return (
    <Card>
      <div className={styles.bar} role="search" aria-label="People">
        <SearchField
          label="Search"
          placeholder="Any part of a name or e-mail"
          value={view.words}
          onChange={(words) => show({ ...view, words })}
        />
        <Select
          label="Show"
          choices={SHOWN}
          value={view.show}
          onChange={(one) => show({ ...view, show: one })}
        />
      </div>
      {error && !data && <ProblemNotice problem={error} title="The members could not be read" />}
      {!error && !data && <Skeleton lines={8} />}
      {data && (
        <>
          <p className={styles.note} role="status">
            {people.length} of {data.people.length} {data.people.length === 1 ? 'person' : 'people'}
            {data.isPartial && ', as far as they could be read'}
          </p>
          {people.length === 0 ? (
            <p>No one found. Try other words, or show everyone.</p>
          ) : (
            <DataTable label="People" columns={columns(setOpened)} rows={people} keyOf={({ id }) => id} />
          )}
        </>
      )}
      {opened && <PersonDialog person={opened} onClose={() => setOpened(undefined)} />}
    </Card>
  );
}

const STATES = {
  member: { tone: 'neutral', words: 'Member' },
  pending: { tone: 'info', words: 'Invited' },
  expired: { tone: 'warn', words: 'Invite expired' },
} as const;

const columns = (onOpen: (person: Person) => void): readonly Column<Person>[] => [
  {
    id: 'name',
    title: 'Name',
    isRowHeader: true,
    cell: (person) => (
      <Button className={styles.open} onPress={() => onOpen(person)} aria-haspopup="dialog">
        <UntrustedText>{person.name ?? person.email}</UntrustedText>
      </Button>
    ),
  },
  { id: 'email', title: 'E-mail', cell: ({ email }) => <UntrustedText>{email}</UntrustedText> },
  { id: 'role', title: 'Role', cell: ({ role }) => roleOf(role) },
  {
    id: 'state',
    title: 'State',
    cell: ({ state }) => <Badge tone={STATES[state].tone}>{STATES[state].words}</Badge>,
  },
  { id: 'since', title: 'Since', cell: ({ since }) => <Timestamp at={since} /> },
];
