import { msg } from '../catalog/message.js';
import type { Catalog } from '../compile/compile-catalog.js';
import type { InputIssue } from '../compile/input-check.js';
import { HostPortError, type HostPort } from '../host-port.js';
import { ConnectorError, failure } from './connector-error.js';
import type { PolicyDecision, SwitchedOff } from './ports.js';

/** There is no such action; suggests similar ones. `id` is as it may be shown. */
export function unknownAction(catalog: Catalog, id: string): ConnectorError {
  const similar = catalog.similarTo(id).map((one) => msg`${{ action: one }}`);
  const [first, ...others] = similar;
  const suggestion = first
    ? others.reduce((all, one) => msg`${all} or ${one}`, msg`Did you mean ${first}`)
    : undefined;
  const [example] = catalog.all;
  const list = msg`An action id looks like ${{ action: example?.id ?? 'users_list' }}; the catalogue lists them all.`;
  return failure('unknown_action', {
    message: `There is no action "${id}".`,
    fix: suggestion ? msg`${suggestion}? ${list}` : list,
  });
}

/** The context has no tenant, or a field that cannot be used. */
export const invalidContext = (issue: InputIssue): ConnectorError =>
  failure('invalid_input', {
    message: `The context of the invocation is not valid: ${issue.message}.`,
    fix: /dryRun|consequences$/.test(issue.path)
      ? 'Call plan(id, input, context): it checks the invocation without running it.'
      : 'An example of a valid context: { tenantId: "acme" }.',
    issues: [issue],
  });

/** The idempotency key would be stored, so it must not be a credential. */
export const keyAsIdempotencyKey = (): ConnectorError =>
  failure('invalid_input', {
    message: 'The idempotency key looks like an API key, and would be stored. Nothing was sent.',
    fix: 'Use a random value for it, such as a UUID.',
    issues: [
      {
        path: 'context.idempotencyKey',
        rule: 'secret',
        message: 'idempotencyKey must not be an API key; example: 0199f0b2-6f2e-7c11-9d2a-4c8f3f5a7b10',
      },
    ],
  });

/** A switch of the tenant is off, or the host says why the action is. */
export const disabled = (action: string, off?: SwitchedOff): ConnectorError =>
  failure(off?.code ?? 'action_disabled', {
    message: off?.message ?? msg`The action ${{ action }} is disabled for this tenant.`,
    fix: off?.fix ?? 'An administrator of the tenant can enable it.',
  });

/** What allowed the caller to invoke has ended while the invocation was in progress. */
export const callerEnded = (): ConnectorError =>
  failure('policy_denied', {
    message: 'The token or session that the invocation began with is not valid any longer, so it was ended.',
    fix: 'Authenticate again, then invoke again.',
  });

/** Whether switches have said why an action is off. */
export function isSwitchedOff(value: unknown): value is SwitchedOff {
  const { message, fix, code } = (value ?? {}) as Partial<Record<keyof SwitchedOff, unknown>>;
  return (
    typeof message === 'string' &&
    typeof fix === 'string' &&
    (code === undefined || code === 'action_disabled' || code === 'policy_denied')
  );
}

/** A port of the host has returned what it must not. */
export const unusable = (port: HostPort, method: string, expected: string): HostPortError =>
  new HostPortError(port, new TypeError(`${method} of the ${port} port must return ${expected}.`));

/** The refusal of a policy that does not allow. A decision that is none is a fault of the host. */
export function refusalOf(decision: PolicyDecision, action: string): Error {
  const given = decision as PolicyDecision | null | undefined;
  switch (given?.effect) {
    case 'deny':
      return failure('policy_denied', {
        message: msg`Policy does not allow ${{ action }}: ${given.reason}`,
        fix: 'Ask an administrator of the tenant to change the policy.',
      });
    case 'approval': {
      const { approvalId: id, reason, approval = {}, outdated } = given;
      const where = approval.url === undefined ? '' : ` (${approval.url})`;
      const fix =
        id === undefined
          ? 'Ask an administrator of the tenant to approve it.'
          : `Wait for approval ${id}${where}, then invoke again.`;
      return failure(outdated === undefined ? 'approval_required' : 'plan_outdated', {
        message: msg`${outdated === undefined ? '' : `${outdated} `}Policy requires approval for ${{ action }}: ${reason}`,
        fix: given.fix ?? fix,
        approval: { ...(id === undefined ? {} : { id }), reason, ...approval },
      });
    }
    case 'fail':
      return new ConnectorError(given.error);
    default:
      return unusable('policy', 'decide', 'a decision such as { effect: "allow" }');
  }
}
