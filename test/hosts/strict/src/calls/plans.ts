import type { Calls } from '../host.js';

/** A plan has a type of its own, and knows limitations that take a read. */
export const plans: Calls = async ({ connector, context, simulator: { demo } }) => {
  const planned = await connector.plan('workspaces_create', { name: 'Planned' }, context);
  // @ts-expect-error a plan is no workspace
  const id: unknown = planned.ok ? planned.data.id : 'failed';
  const admin = await connector.plan('users_remove', { user_id: demo.adminUserId }, context);
  const stranger = await connector.plan(
    'users_remove',
    { user_id: demo.adminUserId },
    { tenantId: 'nobody' },
  );
  const archived = await connector.plan(
    'workspaces_archive',
    { workspace_id: demo.productionWorkspaceId },
    context,
  );
  return {
    planned: planned.ok && planned.data,
    id: id ?? 'none',
    admin: admin.ok ? 'ok' : admin.error.code,
    unchecked: stranger.ok && stranger.meta.unchecked,
    approval: archived.ok ? 'ok' : archived.error.approval,
  };
};
