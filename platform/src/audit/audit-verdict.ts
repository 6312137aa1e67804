import type { Finding } from '../stores/audit/finding.js';
import type { ChainReport } from '../stores/audit/verify-chain.js';

/** Whether the audit is as it was written, and where it is not. */
export interface AuditVerdict extends Pick<ChainReport, 'entries' | 'head'> {
  readonly ok: boolean;
  /** The first place where it is not. */
  readonly problem?: Finding;
  /** All such places, up to a hundred. */
  readonly problems?: readonly Finding[];
}

/** What a tenant is told of its chain. */
export function verdictOf({ entries, head, findings }: ChainReport): AuditVerdict {
  const [problem] = findings;
  return problem === undefined
    ? { ok: true, entries, head }
    : { ok: false, entries, head, problem, problems: findings };
}
