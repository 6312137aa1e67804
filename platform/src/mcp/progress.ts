import type { ServerContext } from '@modelcontextprotocol/server';
import type { Progress } from 'anthropic-admin-connector';

/** Tells a client of each page of a long pull, where it has asked to be told. */
export function progressOf({
  _meta,
  notify,
}: ServerContext['mcpReq']): ((progress: Progress) => void) | undefined {
  const progressToken = _meta?.progressToken;
  if (progressToken === undefined) return undefined;
  return ({ pages, items }) => {
    const params = { progressToken, progress: pages, message: `${items} items of ${pages} pages` };
    // A client that has gone away is told by the signal of the call; there is nobody left to hear of this.
    void notify({ method: 'notifications/progress', params }).catch(() => {});
  };
}
