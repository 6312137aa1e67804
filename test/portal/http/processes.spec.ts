import { signInLinkCommand } from '../../../platform/src/admin/sign-in-link-command.js';
import { bootWith, storedIn } from '../../database/support/boot-stored.js';
import { SECRET } from '../../platform/support/tokens.js';
import { Browser } from './support/browser.js';

it('knows the same sessions and links in every process on one database', async () => {
  const env = { ...(await storedIn('postgres')), PLATFORM_JWT_SECRET: SECRET };
  const [one, two] = [await bootWith(env), await bootWith(env)];
  const [browser, elsewhere] = [new Browser(one.url), new Browser(two.url)];
  const link = await signInLinkCommand([], env);

  const signedIn = await browser.open(link);
  for (const [name, cookie] of browser.cookies) elsewhere.cookies.set(name, cookie);
  const shown = await elsewhere.ask('/v1/session');
  const again = await new Browser(two.url).open(link);
  elsewhere.csrfToken = browser.csrfToken;
  const written = await elsewhere.ask('/v1/connectors/anthropic/switches', {
    method: 'PUT',
    body: { read_only: true },
  });
  await elsewhere.ask('/v1/session', { method: 'DELETE' });
  const after = await browser.ask('/v1/audit');

  expect(shown.body).toEqual(signedIn.body);
  expect([again.status, written.status, after.status]).toEqual([401, 200, 401]);
});
