import { signedToken } from '../platform/support/tokens.js';
import { bootWith, storedIn } from './support/boot-stored.js';
import { ENGINES } from './support/test-database.js';

const PLACES: [string, string, string, number][] = [
  ['a tenant', 'GET', '/connections', 401],
  ['the name of a connection', 'GET', '/connections/a%00b', 422],
  ['the name of a connection to delete', 'DELETE', '/connections/%ED%A0%80', 400],
  ['a connection in the audit', 'GET', '//v1/audit?connection=a%00b', 422],
  ['the id of an action', 'POST', '/actions/users%00list/invoke', 404],
  ['a path', 'GET', '/connections/%FF', 400],
];

test.each(ENGINES)('%s never sees a text that it cannot store', async (engine) => {
  const platform = await bootWith(await storedIn(engine));
  const strange = { authorization: `Bearer ${await signedToken({ tenantId: 'a\0b' })}` };

  const answers = await Promise.all(
    PLACES.map(async ([place, method, path, wanted]) => {
      const headers = wanted === 401 ? strange : {};
      const body = method === 'POST' ? {} : undefined;
      return [place, (await platform.call(path, { method, headers, body })).status];
    }),
  );

  expect(answers).toEqual(PLACES.map(([place, , , wanted]) => [place, wanted]));
  expect(platform.log.filter((line) => line.includes('"level":"error"'))).toEqual([]);
});
