import type { Calls } from '../host.js';

/** A write that is repeated with its idempotency key happens once. */
export const writes: Calls = async ({ connector, context }) => {
  const create = (name: string): ReturnType<typeof connector.invoke<'workspaces_create'>> =>
    connector.invoke('workspaces_create', { name }, { ...context, idempotencyKey: 'first' });
  const [first, again, other] = [await create('Research'), await create('Research'), await create('Other')];
  return {
    created: first.ok && first.data.name,
    same: first.ok && again.ok && first.data.id === again.data.id && again.meta.replayed,
    other: other.ok ? 'ok' : other.error.code,
  };
};
