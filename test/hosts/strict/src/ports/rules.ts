import type { ActionSwitches, HostPolicy } from 'anthropic-admin-connector';

/** Webhooks are disabled for every tenant. */
export const switches: ActionSwitches = {
  isEnabled: ({ action }) => !action.id.startsWith('webhooks_'),
};

/** Agents delete nothing, and an archived workspace takes two people. */
export const policy: HostPolicy = {
  async decide({ action, context }) {
    if (action.effect.kind === 'delete' && context.actor?.type === 'agent') {
      return { effect: 'deny', reason: 'Agents delete nothing' };
    }
    if (action.id === 'workspaces_archive') {
      return { effect: 'approval', reason: 'Two people archive a workspace', approvalId: 'approval-1' };
    }
    return { effect: 'allow' };
  },
};
