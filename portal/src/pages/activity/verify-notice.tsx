import type { ReactElement } from 'react';
import { Notice } from '../../ui/notice.js';
import { ProblemNotice } from '../../ui/problem-notice.js';
import type { AuditVerdict } from './audit-entry.js';

const SHOWN = 5;

/** What reading the chain has found. */
export function VerifyNotice({
  verdict,
  problem,
}: {
  readonly verdict: AuditVerdict | undefined;
  readonly problem: unknown;
}): ReactElement | null {
  if (problem) return <ProblemNotice problem={problem} title="The chain could not be verified" />;
  if (!verdict) return null;
  const { ok, entries, head, problems = [] } = verdict;
  return ok ? (
    <Notice tone="good" live title={`The chain is whole: ${entries} ${entries === 1 ? 'entry' : 'entries'}`}>
      {head && (
        <p>
          None was altered, removed, moved or inserted. It ends with entry {head.seq}, hash{' '}
          <code>{head.hash}</code>. Write that down elsewhere to prove it later.
        </p>
      )}
    </Notice>
  ) : (
    <Notice tone="bad" live title="The chain is not as it was written">
      <ul>
        {problems.slice(0, SHOWN).map(({ seq, kind, message }) => (
          <li key={`${seq} ${kind}`}>{message}</li>
        ))}
      </ul>
      {problems.length > SHOWN && <p>And {problems.length - SHOWN} more places.</p>}
      <p>Somebody has changed the database past the platform. Keep it as it is, and tell whoever runs it.</p>
    </Notice>
  );
}
