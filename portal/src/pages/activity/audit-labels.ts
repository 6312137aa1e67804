import type { AuditEntry, AuditKind } from './audit-api.js';

/** The labels of events that are not actions of the API. */
const EVENTS: Readonly<Record<string, string>> = {
  'connections.saved': 'Key saved',
  'connections.replaced': 'Key replaced',
  'connections.refused': 'Key rejected when saving',
  'connections.pending': 'Key saved, not checked yet',
  'connections.undetermined': 'Key could not be checked',
  'connections.identity_changed': 'Key of another organization rejected',
  'connections.checked': 'Key checked',
  'connections.failing': 'Key rejected by Anthropic',
  'connections.deleted': 'Connection removed',
  'switches.moved': 'Switches changed',
  'sessions.signed_in': 'Signed in',
  'sessions.signed_out': 'Signed out',
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

/** The outcomes of the filter. */
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
