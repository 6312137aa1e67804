import { signedIn } from './support/signed-in.js';

const isSecretIn = (text: string, secret: string | undefined): boolean =>
  text.includes(secret ?? 'undefined');

it('leaves codes, cookies and CSRF tokens out of its log, its audit and its problems', async () => {
  const { browser, platform, link } = await signedIn();
  const code = new URL(await link()).hash.split('code=')[1];
  const post = { method: 'POST', body: { code } };

  const answers = [
    await browser.ask('/v1/session', { ...post, headers: { origin: 'https://evil.example.com' } }),
    await browser.ask(`/v1/session?code=${code}`, post),
    await browser.ask('/v1/session', post),
    await browser.ask('/v1/session', post),
    await browser.ask('/v1/audit', { method: 'DELETE' }),
  ];
  const audit = await platform.call('//v1/audit');

  const seen = [
    ...platform.log,
    JSON.stringify(audit.body),
    ...answers.filter(({ status }) => status >= 400).map(({ body }) => JSON.stringify(body)),
  ].join('\n');
  const [cookie] = [...browser.cookies.values()];
  expect(answers.map(({ status }) => status)).toEqual([403, 422, 200, 401, 404]);
  for (const secret of [code, cookie?.value, browser.csrfToken]) {
    expect(isSecretIn(seen, secret)).toBe(false);
  }
});
