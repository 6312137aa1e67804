import type { Action } from '../actions/define-action.js';
import { ConnectorError } from './connector-error.js';
import type { InvocationContext } from './context.js';
import type { ActionSwitches, HostPolicy, InvocationAudit, InvocationFacts } from './ports.js';

/** @throws ConnectorError action_disabled where the tenant has the action switched off. */
export async function requireEnabled(
  switches: ActionSwitches | undefined,
  action: Action,
  context: InvocationContext,
): Promise<void> {
  if (!switches || (await switches.isEnabled(action, context))) return;
  throw new ConnectorError('action_disabled', {
    message: `The action ${action.id} is switched off for this tenant.`,
    fix: 'An administrator of the tenant can switch it on.',
  });
}

/** @throws ConnectorError policy_denied or approval_required, as the host's policy says. */
export async function requirePermission(
  policy: HostPolicy | undefined,
  facts: InvocationFacts,
): Promise<void> {
  const decision = await policy?.decide(facts);
  if (decision === undefined || decision.effect === 'allow') return;
  if (decision.effect === 'deny') {
    throw new ConnectorError('policy_denied', {
      message: `A policy does not allow ${facts.action.id}: ${decision.reason}`,
      fix: 'Ask an administrator of the tenant for another policy.',
    });
  }
  throw new ConnectorError('approval_required', {
    message: `A policy wants an approval of ${facts.action.id}: ${decision.reason}`,
    fix:
      decision.approvalId === undefined
        ? 'Ask an administrator of the tenant to approve it.'
        : `Wait for approval ${decision.approvalId}, then invoke again.`,
  });
}

/**
 * Writes a write down before it is sent; reads are written down afterwards.
 * @throws ConnectorError internal where the audit cannot be written: then the write is not sent.
 */
export async function auditBefore(audit: InvocationAudit | undefined, facts: InvocationFacts): Promise<void> {
  if (facts.action.effect.kind === 'read') return;
  try {
    await audit?.begin?.(facts);
  } catch {
    throw new ConnectorError('internal', {
      message: 'The audit could not be written, so that nothing was sent.',
      fix: 'An operator has to look at the audit store; then invoke again.',
      retryable: true,
    });
  }
}
