/*
 * The API that the platforms talk to. It serves the honest organizations itself, after as long as an API takes, and passes the requests
 * of all others on to the hostile one, whose work must not delay it.
 */
import { once } from 'node:events';
import { createServer } from 'node:http';
import { createSimulator } from 'anthropic-admin-simulator';
import { HONEST_KEYS } from './keys.mjs';
import { pipeRaw } from './pipe-raw.mjs';

const ANSWER_MS = 100;

const [port, hostilePort] = process.argv.slice(2).map(Number);
const simulator = await createSimulator();
const hostile = `http://127.0.0.1:${hostilePort}`;
const honestKeys = new Set(Object.values(HONEST_KEYS));

/** An OpenID Connect issuer that accepts no code. */
const ISSUER = (origin) => ({
  issuer: origin,
  authorization_endpoint: `${origin}/authorize`,
  token_endpoint: `${origin}/token`,
  jwks_uri: `${origin}/jwks`,
  response_types_supported: ['code'],
  subject_types_supported: ['public'],
  id_token_signing_alg_values_supported: ['RS256'],
});

const answerJson = (response, status, body) =>
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));

const OWN = {
  '/.well-known/openid-configuration': (response) =>
    answerJson(response, 200, ISSUER(`http://127.0.0.1:${port}`)),
  '/token': (response) => answerJson(response, 400, { error: 'invalid_grant' }),
  '/jwks': (response) => answerJson(response, 200, { keys: [] }),
  '/__honest/writes': (response) => answerJson(response, 200, { data: writes() }),
};

/** Every request that could change something, with its body and what it has changed. */
const writes = () =>
  simulator.journal
    .entries()
    .filter(({ method }) => method !== 'GET')
    .map(({ method, path, body, effect, request_id: id }) => ({ method, path, body, effect, id }));

const server = createServer((request, response) => {
  const own = OWN[request.url];
  if (own) own(response);
  else if (request.method === 'HEAD' || honestKeys.has(request.headers['x-api-key']))
    pipeRaw(request, simulator.url, ANSWER_MS);
  else pipeRaw(request, hostile);
});
await once(server.listen(port, '127.0.0.1'), 'listening');
