import type { AuditEntry, AuditKind } from './audit-entry.js';

/** Events that are no action of the API, in words. */
const EVENTS: Readonly<Record<string, string>> = {
  'connections.saved': 'Key saved',
  'connections.replaced': 'Key replaced',
  'connections.refused': 'Key refused at saving',
  'connections.pending': 'Key kept until it can be checked',
  'connections.undetermined': 'Key could not be checked',
  'connections.identity_changed': 'Key of another organization offered',
  'connections.checked': 'Key checked',
  'connections.failing': 'Key refused in use',
  'connections.deleted': 'Connection removed',
  'switches.moved': 'Actions switched',
  'sessions.signed_in': 'Signed in',
  'sessions.signed_out': 'Signed out',
};

const KINDS: Readonly<Record<AuditKind, string>> = {
  intent: 'Write about to be sent',
  invocation: 'Action',
  credential: 'Connection',
  setting: 'Setting',
  session: 'Session',
};

/** An event in words; undefined for an action, whose id is its name. */
export const eventName = (action: string): string | undefined => EVENTS[action];

/** What kind of entry it is. */
export const kindName = ({ kind }: Pick<AuditEntry, 'kind'>): string => KINDS[kind];

/** Outcomes that one can look for. */
export const OUTCOMES: readonly { readonly id: string; readonly label: string }[] = [
  { id: '', label: 'Any' },
  { id: 'ok', label: 'Succeeded' },
  ...[
    'action_disabled',
    'approval_required',
    'cancelled',
    'conflict',
    'credential_forbidden',
    'credential_missing',
    'credential_rejected',
    'internal',
    'invalid_input',
    'limited_operation',
    'not_found',
    'outcome_unknown',
    'policy_denied',
    'rate_limited',
    'timeout',
    'unknown_action',
    'upstream_invalid_request',
    'upstream_protocol',
    'upstream_unavailable',
  ].map((code) => ({ id: code, label: code })),
];
