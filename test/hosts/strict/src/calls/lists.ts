import type { Calls } from '../host.js';

/** An iteration that was taken from the connector, follows its context, and notifies of its progress. */
export const lists: Calls = async ({ connector: { items }, context }) => {
  const progress: number[] = [];
  const onProgress = ({ items: read }: { items: number }): void => void progress.push(read);
  const ids: string[] = [];
  for await (const { id } of items('users_list', { limit: 2 }, { ...context, maxPages: 2, onProgress }))
    ids.push(id);
  return { read: ids.length, progress };
};
