import type { ReactElement } from 'react';
import { Notice } from '../../ui/notice.js';
import { ProblemNotice } from '../../ui/problem-notice.js';
import type { AuditVerdict } from './audit-api.js';

const SHOWN = 5;

/** The result of verifying the hash chain. */
export function VerifyNotice({
  verdict,
  problem,
}: {
  readonly verdict: AuditVerdict | undefined;
  readonly problem: unknown;
}): ReactElement | null {
  if (problem) return <ProblemNotice problem={problem} title="The check failed" />;
  if (!verdict) return null;
  const { ok, entries, head, problems = [] } = verdict;
  return ok ? (
    <Notice tone="good" live title={`No tampering found: ${entries} ${entries === 1 ? 'entry' : 'entries'}`}>
      {head && (
        <p>
          No entry was altered, removed, moved or inserted. The last entry is {head.seq}, hash{' '}
          <code>{head.hash}</code>. Keep a copy elsewhere to prove it later.
        </p>
      )}
    </Notice>
  ) : (
    <Notice tone="bad" live title="The log was tampered with">
      <ul>
        {problems.slice(0, SHOWN).map(({ seq, kind, message }) => (
          <li key={`${seq} ${kind}`}>{message}</li>
        ))}
      </ul>
      {problems.length > SHOWN && <p>And {problems.length - SHOWN} more places.</p>}
      <p>
        The log was changed outside this platform. Keep the database unchanged and contact your administrator.
      </p>
    </Notice>
  );
}
