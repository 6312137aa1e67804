import { useQuery } from '@tanstack/react-query';
import { useState, type ReactElement } from 'react';
import { CodeBlock } from '../../ui/code-block.js';
import { Disclosure } from '../../ui/disclosure.js';
import { Facts } from '../../ui/facts.js';
import { ProblemNotice } from '../../ui/problem-notice.js';
import { Skeleton } from '../../ui/skeleton.js';
import { Timestamp } from '../../ui/timestamp.js';
import { UntrustedText } from '../../ui/untrusted-text.js';
import { versionQuery, type PolicyVersion } from './policies-api.js';
import { PolicyList } from './policy-list.js';

/** Who has saved a version, when and why. */
export const VersionFacts = ({ version }: { readonly version: PolicyVersion }): ReactElement => (
  <Facts
    facts={[
      ['Saved by', <UntrustedText key="by">{version.created_by}</UntrustedText>],
      ['Saved at', <Timestamp key="at" at={version.created_at} />],
      ['Reason', <UntrustedText key="why">{version.reason}</UntrustedText>],
      ['Time zone', version.time_zone],
    ]}
  />
);

/** A version as sentences, with its text below. */
export function VersionText({ number }: { readonly number: number }): ReactElement {
  const { data, error } = useQuery(versionQuery(number));
  if (!data) return error ? <ProblemNotice problem={error} /> : <Skeleton lines={4} />;
  return (
    <>
      <PolicyList text={data.text} />
      <Disclosure title="In Cedar">
        <CodeBlock label={`Version ${number} in Cedar`}>{data.text}</CodeBlock>
      </Disclosure>
    </>
  );
}

/** A version that is only read when it is opened. */
export function FoldedVersion({ number }: { readonly number: number }): ReactElement {
  const [isOpen, setOpen] = useState(false);
  return (
    <Disclosure title="The policies" isOpen={isOpen} onToggle={setOpen}>
      {isOpen && <VersionText number={number} />}
    </Disclosure>
  );
}
