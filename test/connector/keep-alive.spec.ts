import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { bootConnector, CONTEXT } from '../support/boot-connector.js';

it('keeps a connection for the next call, when the API does not say for how long', async () => {
  let connections = 0;
  const server = createServer((_, response) => {
    response
      .writeHead(200, { 'content-type': 'application/json', 'request-id': 'req_1' })
      .end('{"id":"user_1"}');
  });
  // Node then sends no `keep-alive: timeout=...`, which would replace the time of the connector.
  server.keepAliveTimeout = 0;
  server.on('connection', () => (connections += 1));
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;
  const { connector, close } = await bootConnector(undefined, { baseUrl: `http://127.0.0.1:${port}` });
  const call = () => connector.invoke('users_get', { user_id: 'user_1' }, CONTEXT);

  const first = await call();
  await wait(300);
  const second = await call();

  await close();
  server.close();
  expect([first.ok, second.ok, connections]).toEqual([true, true, 1]);
});
