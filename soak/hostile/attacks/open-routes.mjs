const COOKIES = ['portal_session', '__Host-portal_session', 'session', 'sid', 'oidc'];

const ROUTES = [
  ['GET', '/health'],
  ['GET', '/health/live'],
  ['GET', '/health/ready'],
  ['GET', '/metrics'],
  ['GET', '/.well-known/oauth-protected-resource/mcp'],
  ['GET', '/.well-known/oauth-protected-resource'],
  ['GET', '/'],
  ['GET', '/assets/nothing.js'],
  ['GET', '/v1/session'],
  ['DELETE', '/v1/session'],
  ['GET', '/v1/session/oidc/start'],
  ['GET', '/v1/session/oidc/callback?code=x&state=y'],
  ['GET', '/v1/nowhere'],
];

const flood = async (client) => {
  const [method, path] = client.random.pick(ROUTES);
  await client.call(path, { method, token: '' });
};

/** Signs in with made-up codes. */
const guess = async (client) => {
  await client.call('/v1/session', {
    token: '',
    body: { code: `guess-${client.random.below(1e9)}` },
    never: [200, 201],
  });
};

/** Starts a sign-in and comes back with a code that the issuer has not given. */
const signIn = async (client) => {
  const started = await client.call('/v1/session/oidc/start', { method: 'GET', token: '' });
  const to = started.headers?.location;
  if (to === undefined || !URL.canParse(to)) return;
  const state = new URL(to).searchParams.get('state') ?? '';
  const cookie = [started.headers['set-cookie'] ?? []]
    .flat()
    .map((each) => each.split(';')[0])
    .join('; ');
  const back = await client.call(`/v1/session/oidc/callback?code=guess&state=${encodeURIComponent(state)}`, {
    method: 'GET',
    token: '',
    headers: { cookie },
  });
  if (/portal_session=\w/.test(String(back.headers?.['set-cookie'] ?? '')))
    client.found('signed in without an issuer');
};

/** Uses made-up sessions. */
const forgeSession = async (client) => {
  const value = Buffer.from(`${client.random.below(1e9)}`.repeat(4)).toString('base64url');
  const cookie = COOKIES.map((name) => `${name}=${value}`).join('; ');
  const headers = { cookie, 'x-csrf-token': value };
  await client.call('/v1/connectors/anthropic/connections', {
    method: 'GET',
    token: '',
    headers,
    never: [200],
  });
  const session = await client.call('/v1/session', { method: 'GET', token: '', headers });
  if (session.json?.signed_in === true) client.found('a made-up session is signed in');
};

export const OPEN_ROUTE_ATTACKS = [
  { name: 'open routes', workers: 4, pauseMs: 60, step: flood },
  { name: 'sign-in codes that are guessed', workers: 1, pauseMs: 80, step: guess },
  { name: 'sign-ins that are not finished', workers: 1, pauseMs: 120, step: signIn },
  { name: 'made-up sessions', workers: 1, pauseMs: 200, step: forgeSession },
];
