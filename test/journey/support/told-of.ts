import type { Outcome } from 'anthropic-admin-connector';
import type { Told } from './door.js';

/** What an outcome tells, without what is of one invocation alone. */
export function toldOf(outcome: Outcome): Told {
  if (outcome.ok) return { ok: true, data: outcome.data, replayed: outcome.meta.replayed ?? false };
  const { code, limitation, issues = [] } = outcome.error;
  return { ok: false, code, limitation: limitation?.id, issues: issues.map(({ path }) => path) };
}
