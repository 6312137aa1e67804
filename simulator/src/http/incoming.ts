import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';

/** The largest accepted request body, in bytes. */
export const MAX_BODY = 1_048_576;

/** A request with its unparsed body. */
export interface Incoming {
  readonly method: string;
  readonly path: string;
  readonly search: string;
  readonly headers: IncomingHttpHeaders;
  /** Empty if there is none, undefined if it is too large. */
  readonly body: string | undefined;
}

/** Calls `use` once a request is complete; for one without a body, immediately. */
export function receive(request: IncomingMessage, use: (incoming: Incoming) => void): void {
  const { method = 'GET', url = '/', headers } = request;
  const cut = url.indexOf('?');
  const path = cut < 0 ? url : url.slice(0, cut);
  const search = cut < 0 ? '' : url.slice(cut + 1);
  if (method !== 'POST') {
    request.resume();
    use({ method, path, search, headers, body: '' });
    return;
  }
  const chunks: Buffer[] = [];
  let size = 0;
  const collect = (chunk: Buffer): void => {
    size += chunk.length;
    if (size <= MAX_BODY) {
      chunks.push(chunk);
      return;
    }
    request.off('data', collect).off('end', finish).resume();
    use({ method, path, search, headers, body: undefined });
  };
  const finish = (): void =>
    use({ method, path, search, headers, body: Buffer.concat(chunks).toString('utf8') });
  request.on('data', collect).on('end', finish);
}
