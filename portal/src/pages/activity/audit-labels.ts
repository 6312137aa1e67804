import { shownText } from '../../ui/shown-text.js';
import type { AuditEntry, AuditKind } from './audit-api.js';

/** The labels of events that are not actions of the API. */
export const EVENTS: Readonly<Record<string, string>> = {
  'connections.save': 'Saving a key',
  'connections.replace': 'Replacing a key',
  'connections.delete': 'Removing a connection',
  'connections.saved': 'Key saved',
  'connections.replaced': 'Key replaced',
  'connections.refused': 'Key rejected when saving',
  'connections.pending': 'Key saved, not checked yet',
  'connections.undetermined': 'Key could not be checked',
  'connections.identity_changed': 'Key of another organization rejected',
  'connections.checked': 'Key checked',
  'connections.failing': 'Key rejected by the API',
  'connections.deleted': 'Connection removed',
  'connections.set_key_use': 'Setting the key-use policy',
  'connections.clear_key_use': 'Removing the key-use policy',
  'connections.key_use_set': 'Key-use policy set',
  'connections.key_use_cleared': 'Key-use policy removed',
  'ledger.switched_on': 'Spend ledger switched on',
  'ledger.switched_off': 'Spend ledger switched off and removed',
  'invocations.refused': 'Refused calls',
  'switches.moved': 'Switches changed',
  'sessions.signed_in': 'Signed in',
  'sessions.signed_out': 'Signed out',
  'sessions.ended_by_operator': 'Signed out by the operator',
  'sessions.ended_by_revocation': 'Signed out, because tokens were revoked',
  'tokens.revoked': 'Tokens revoked',
  'service_tokens.made': 'Service token made',
  'service_tokens.rotated': 'Service token rotated',
  'service_tokens.ended': 'Service token revoked',
  'policies.saved': 'Policies saved',
  'policies.set': 'Policies in force changed',
  'policies.glass_broken': 'Policies suspended for a person',
  'policies.glass_mended': 'Policies hold for a person again',
};

const KINDS: Readonly<Record<AuditKind, string>> = {
  intent: 'Started',
  invocation: 'Action',
  credential: 'Connection',
  setting: 'Setting',
  session: 'Session',
};

/** The label of an event; undefined for an action, which is shown by its id. */
export const eventName = (action: string): string | undefined => EVENTS[action];

/** The label of the kind of an entry. */
export const kindName = ({ kind }: Pick<AuditEntry, 'kind'>): string => KINDS[kind];

const OUTCOME_NAMES: Readonly<Record<string, string>> = {
  ok: 'Succeeded',
  action_disabled: 'Switched off',
  approval_required: 'Approval required',
  plan_outdated: 'Plan outdated',
  cancelled: 'Cancelled',
  change_incomplete: 'Incomplete',
  conflict: 'Conflict',
  credential_forbidden: 'Key not permitted',
  credential_missing: 'Not connected',
  credential_pending: 'Key not checked yet',
  credential_rejected: 'Key rejected',
  host_failed: 'Part of the platform failed',
  identity_changed: 'Another organization',
  idempotency_conflict: 'Idempotency key in use',
  internal: 'Internal error',
  invalid_input: 'Invalid input',
  key_expired: 'Key expired',
  key_incomplete: 'Key incomplete',
  key_masked: 'Key masked',
  key_not_checked: 'Key could not be checked',
  key_refused_in_use: 'Key rejected in use',
  key_revoked: 'Key revoked',
  key_unknown: 'Key unknown',
  key_unreadable: 'Key cannot be read',
  key_without_permission: 'Key cannot manage an organization',
  key_use_refused: 'Not allowed for the key',
  limited_operation: 'Not possible',
  not_an_admin_key: 'Not an Admin key',
  not_found: 'Not found',
  oauth_token: 'OAuth token',
  open: 'Started, no outcome',
  ordinary_api_key: 'API key, not an Admin key',
  outcome_unknown: 'Unclear',
  policy_denied: 'Denied by policy',
  rate_limited: 'Rate limited',
  timeout: 'Timed out',
  tenant_disabled: 'Tenant disabled',
  unknown_action: 'Unknown action',
  upstream_invalid_request: 'Refused by the API',
  upstream_protocol: 'Unexpected response',
  upstream_unavailable: 'API unavailable',
};

/** The label of an outcome; an unknown code is its own label. */
export const outcomeName = (code: string): string =>
  (Object.hasOwn(OUTCOME_NAMES, code) ? OUTCOME_NAMES[code] : undefined) ?? shownText(code);

/** The outcomes of the filter. */
export const OUTCOMES: readonly { readonly id: string; readonly label: string }[] = [
  { id: '', label: 'Any' },
  ...Object.entries(OUTCOME_NAMES)
    .map(([id, label]) => ({ id, label }))
    .sort((one, other) => one.label.localeCompare(other.label)),
];

/** Entries that are not what a person did: a preview sends nothing, a repeat gets the earlier outcome, and this portal looks up names. */
export const RUNS = { dry_run: 'Preview', repeat: 'Repeat', look_up: 'Read of the portal' } as const;

/** The choices of the filter by what an entry is. */
export const RUN_CHOICES: readonly { readonly id: string; readonly label: string }[] = [
  { id: '', label: 'Any' },
  { id: 'actual', label: 'Actual runs and events' },
  { id: 'dry_run', label: 'Previews' },
  { id: 'repeat', label: 'Repeats' },
  { id: 'look_up', label: 'Reads of this portal' },
];

/** What an entry is instead of a deed; undefined for a deed. */
export function runOf({
  details,
  actorType,
}: Pick<AuditEntry, 'details' | 'actorType'>): keyof typeof RUNS | undefined {
  if (actorType === 'page') return 'look_up';
  if (details['dryRun'] === true) return 'dry_run';
  return details['replayed'] === true ? 'repeat' : undefined;
}
