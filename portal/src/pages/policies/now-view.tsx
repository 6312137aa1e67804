import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { Badge } from '../../ui/badge.js';
import { ButtonLink } from '../../ui/button-link.js';
import { Card } from '../../ui/card.js';
import { Facts } from '../../ui/facts.js';
import { Skeleton } from '../../ui/skeleton.js';
import { Timestamp } from '../../ui/timestamp.js';
import { UntrustedText } from '../../ui/untrusted-text.js';
import { BreakGlassCard } from './break-glass.js';
import { lastChangeQuery, versionQuery, type PolicyRights, type PolicyState } from './policies-api.js';
import styles from './policies.module.css';
import { VersionButtons } from './version-buttons.js';
import { VersionFacts, VersionText } from './version-view.js';

/** What holds now: the version in force, the one that is watched, and since when. */
export function NowView({
  state,
  rights,
}: {
  readonly state: PolicyState;
  readonly rights: PolicyRights;
}): ReactElement {
  const { on, watch, broken_glass: broken, broken_by_you_until: until } = state;
  return (
    <div className={styles.stack}>
      <Card title="What holds now" aside={<Mode {...state} />}>
        <p>{sentenceOf(state)}</p>
        {broken > 0 && (
          <p>
            They are suspended for {broken === 1 ? 'one person' : `${broken} persons`} at the moment, by
            break-glass.
          </p>
        )}
        {rights.mayReadAudit && <LastChange />}
        {on === null && watch === null && (
          <div className={styles.buttons}>
            <ButtonLink href="#/policies?tab=draft">Begin a draft</ButtonLink>
            <ButtonLink href="#/policies?tab=history">See the versions</ButtonLink>
          </div>
        )}
      </Card>
      {on !== null && <Holding title={`In force: version ${on}`} {...{ version: on, state, rights }} />}
      {watch !== null && watch !== on && (
        <Holding title={`Watched: version ${watch}`} {...{ version: watch, state, rights }} />
      )}
      {rights.mayBreakGlass && (on !== null || until !== null) && <BreakGlassCard until={until} />}
    </div>
  );
}

function Mode({ on, watch }: PolicyState): ReactElement {
  if (on !== null)
    return (
      <Badge dot tone="good">
        On
      </Badge>
    );
  return watch === null ? (
    <Badge dot>Off</Badge>
  ) : (
    <Badge dot tone="info">
      Watch
    </Badge>
  );
}

function sentenceOf({ on, watch }: PolicyState): string {
  if (on === null && watch === null)
    return 'The policies are off: no policy refuses a call. Permissions and switches hold.';
  if (on === null)
    return `Version ${watch} is only watched: it refuses nothing, and each call says what it would have decided.`;
  return watch === null || watch === on
    ? `Version ${on} is in force: it decides about every call, by every door.`
    : `Version ${on} is in force, and version ${watch} is watched beside it.`;
}

/** Who has changed last what holds. */
function LastChange(): ReactElement | null {
  const { data, isPending } = useQuery(lastChangeQuery);
  if (isPending) return <Skeleton lines={1} />;
  if (data === undefined) return null;
  if (data === null)
    return <p className={styles.quiet}>It is what the platform starts with; it was not changed yet.</p>;
  return (
    <Facts
      facts={[
        ['Changed by', <UntrustedText key="by">{data.actorId ?? 'the operator'}</UntrustedText>],
        ['Changed at', <Timestamp key="at" at={data.at} />],
        ['Reason', data.details.reason && <UntrustedText key="why">{data.details.reason}</UntrustedText>],
      ]}
    />
  );
}

function Holding({
  title,
  version,
  state,
  rights,
}: {
  readonly title: string;
  readonly version: number;
  readonly state: PolicyState;
  readonly rights: PolicyRights;
}): ReactElement {
  const { data } = useQuery(versionQuery(version));
  return (
    <Card title={title}>
      <VersionText number={version} />
      {data && <VersionFacts version={data} />}
      <VersionButtons version={version} state={state} mayWrite={rights.mayWrite} />
    </Card>
  );
}
