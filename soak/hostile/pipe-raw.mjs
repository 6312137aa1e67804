import { connect } from 'node:net';

/**
 * Passes a request on, and the answer back byte for byte: a broken answer arrives as it was sent. The
 * connection is not used again.
 *
 * @param url where to
 * @param delayMs how long after the request the answer begins
 */
export function pipeRaw(request, url, delayMs = 0) {
  const { hostname, port } = new URL(url);
  const client = request.socket;
  const headers = [];
  for (let at = 0; at < request.rawHeaders.length; at += 2) {
    const [name, value] = request.rawHeaders.slice(at, at + 2);
    if (!/^connection$/i.test(name)) headers.push(`${name}: ${value}`);
  }
  const head = [`${request.method} ${request.url} HTTP/1.1`, ...headers, 'connection: close', '', ''];
  const target = connect(Number(port), hostname, () => {
    target.write(head.join('\r\n'));
    request.on('data', (chunk) => target.write(chunk));
  });
  const answer = () => target.pipe(client);
  if (delayMs > 0) setTimeout(answer, delayMs);
  else answer();
  target.on('error', () => client.destroy());
  target.on('close', (broken) => broken && client.destroy());
  client.on('close', () => target.destroy());
  client.on('error', () => target.destroy());
}
