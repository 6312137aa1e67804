import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { AnthropicConnector } from '../../src/connector/connector.js';
import { bootConnector, type Booted } from './boot-connector.js';
import { afterTest } from './cleanup.js';

/** A connector with a saved key, in front of a server that answers every request alike; both end with the test. */
export async function bootBehind(answer: (response: ServerResponse) => void): Promise<Booted> {
  const booted = await bootConnector(() => ({ body: { id: 'org_test', name: 'Test' } }));
  const server = createServer((incoming, outgoing) => incoming.resume().on('end', () => answer(outgoing)));
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  const connector = new AnthropicConnector({
    baseUrl: `http://127.0.0.1:${port}`,
    store: booted.store,
    maxRetries: 0,
  });
  afterTest(
    () => connector.close(),
    () => booted.close(),
    () => void server.close().closeAllConnections(),
  );
  return { ...booted, connector };
}
