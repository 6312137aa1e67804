import type { InputOf, ItemOf } from 'anthropic-admin-connector';
import type { Calls } from '../host.js';

const ADMINS: InputOf<'users_list'> = { roles: ['admin'] };

/** One page, a whole list, and a list item by item. */
export const reads: Calls = async ({ connector, context }) => {
  // What a request of this host may lack is undefined, and not left out.
  const request = { ...context, connection: undefined, deadline: undefined, signal: undefined };
  const page = await connector.invoke('users_list', ADMINS, request);
  const all = await connector.invoke('users_list', { limit: 2 }, { ...context, all: true });
  const workspaces: ItemOf<'workspaces_list'>[] = [];
  for await (const workspace of connector.items('workspaces_list', {}, context)) workspaces.push(workspace);
  return {
    admins: page.ok && page.data.data.length,
    all: all.ok && [all.data.has_more, all.data.data.length > 2],
    production: workspaces.some(({ name }) => name === 'Production'),
  };
};
