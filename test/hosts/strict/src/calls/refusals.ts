import type { Outcome } from 'anthropic-admin-connector';
import type { Calls } from '../host.js';

/** What the rules of the host, the API and the caller refuse. */
export const refusals: Calls = async ({ connector, context, simulator: { demo } }) => {
  const agent = { ...context, actor: { id: 'bot', type: 'agent' } as const };
  const stopped = AbortSignal.abort();
  const outcomes: Record<string, Outcome> = {
    disabled: await connector.invoke('webhooks_list', {}, context),
    denied: await connector.invoke('users_remove', { user_id: demo.developerUserId }, agent),
    approval: await connector.invoke(
      'workspaces_archive',
      { workspace_id: demo.productionWorkspaceId },
      context,
    ),
    limited: await connector.invoke('api_keys_delete', { api_key_id: 'apikey_01BatchJobExample' }, context),
    missing: await connector.invoke('users_list', {}, { tenantId: 'another' }),
    stopped: await connector.invoke('users_list', {}, { ...context, signal: stopped }),
    unknown: await connector.invokeById('users_lits', {}, context),
    invalid: await connector.invokeById('users_list', { limit: 'many' }, context),
  };
  return Object.fromEntries(Object.entries(outcomes).map(([name, outcome]) => [name, codeOf(outcome)]));
};

const codeOf = (outcome: Outcome): string => {
  if (outcome.ok) return 'ok';
  const { code, limitation } = outcome.error;
  return limitation?.alternative === undefined ? code : `${code}: ${limitation.alternative.actionId}`;
};
