/* The API of the hostile organization, a process of its own: a simulator with a fault for most requests, and an endless report. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import {
  createSimulator,
  DEMO_ADMIN_KEY,
  DEMO_ORGANIZATION_ID,
  SECOND_ORGANIZATION_ID,
  WAIT_HINTS,
} from 'anthropic-admin-simulator';
import { seededRandom } from '../seeded-random.mjs';
import { HOSTILE_ANSWERS } from './answers.mjs';
import { asksForReport, endlessReport } from './endless-report.mjs';
import { isHostileKey, otherOf } from './keys.mjs';
import { pipeRaw } from './pipe-raw.mjs';

const LOOK_EVERY_MS = 100;
/** How many faults wait for requests, at most. */
const MOST_PENDING = 3;
/** The clock moves on faster than time, because the number of invites per hour is limited. */
const FASTER = 10;
const OTHER_ID = 'abadc0de-0000-4000-8000-';

const [port, seed] = process.argv.slice(2).map(Number);
const random = seededRandom(seed);
const simulator = await createSimulator();
const report = endlessReport(simulator.url, DEMO_ADMIN_KEY);
/** How many faults of each kind have met a request. */
const met = {};
/** By request: what the journal says of each invite. */
const invites = new Map();
/** By key: when it was last used. */
const used = new Map();
let isHostile = false;

const server = createServer((request, response) => {
  if (request.url.startsWith('/__hostile/')) return void control(request, response);
  const key = request.headers['x-api-key'] ?? '';
  const at = Date.now();
  // A key exists as soon as somebody uses it.
  if (isHostileKey(key) && !simulator.state.keys.has(key)) addKey(key);
  used.set(key, [...(used.get(key) ?? []).slice(-1), { at, request: `${request.method} ${request.url}` }]);
  const other = otherOf(key);
  if (other !== undefined && request.url !== '/v1/organizations/me') return void poison[other.kind](response);
  if (isHostile && asksForReport(request.url))
    return void report.answer(request, response, DEMO_ORGANIZATION_ID);
  pipeRaw(request, simulator.url);
});

function addKey(key) {
  const { keys, organizations } = simulator.state;
  const other = otherOf(key);
  const demo = keys.get(DEMO_ADMIN_KEY);
  const organizationId =
    other === undefined ? DEMO_ORGANIZATION_ID : `${OTHER_ID}${String(other.number).padStart(12, '0')}`;
  if (!organizations.has(organizationId)) {
    const copy = Object.assign(organizations.get(DEMO_ORGANIZATION_ID).clone(), { id: organizationId });
    organizations.set(organizationId, copy);
  }
  keys.set(key, { ...demo, secret: key, organizationId });
}

/** What only the API of some organizations answers. */
const poison = {
  years: (response) => {
    const hint = random.pick(Object.keys(WAIT_HINTS));
    met[`to wait: ${hint}`] = (met[`to wait: ${hint}`] ?? 0) + 1;
    response.writeHead(429, { ...WAIT_HINTS[hint], 'request-id': 'req_years' });
    response.end('{"type":"error","error":{"type":"rate_limit_error","message":"Wait."}}');
  },
  others: (response) => {
    response.writeHead(200, {
      'anthropic-organization-id': SECOND_ORGANIZATION_ID,
      'request-id': 'req_others',
    });
    response.end('{"data":[],"has_more":false,"first_id":null,"last_id":null}');
  },
};

const CONTROLS = {
  'POST start': () => {
    isHostile = true;
    return {};
  },
  'POST end': () => {
    isHostile = false;
    simulator.faults.clear();
    return {};
  },
  'POST revoke': ({ key }) => {
    const known = simulator.state.keys.get(key);
    if (known) known.status = 'revoked';
    return { revoked: known !== undefined };
  },
  'POST used': ({ key }) => ({ last: used.get(key)?.at(-1) ?? null }),
  'GET figures': () => {
    look();
    return { met, invites: [...invites.values()], requests: [...used.values()].length };
  },
};

async function control(request, response) {
  let body = '';
  for await (const chunk of request.setEncoding('utf8')) body += chunk;
  const answer = CONTROLS[`${request.method} ${request.url.slice('/__hostile/'.length)}`];
  response.end(JSON.stringify(answer(body === '' ? {} : JSON.parse(body))));
}

/** The journal keeps only the newest requests, so it is read repeatedly. */
function look() {
  for (const { method, path, body, effect, request_id: id } of simulator.journal.entries()) {
    if (method === 'POST' && path === '/v1/organizations/invites')
      invites.set(id, { email: body?.email, effect });
  }
  simulator.clock.advance((FASTER - 1) * LOOK_EVERY_MS);
}

function addFault() {
  if (!isHostile || simulator.faults.list().length >= MOST_PENDING) return;
  const kind = random.pick(Object.keys(HOSTILE_ANSWERS));
  simulator.faults.add(random.pick(HOSTILE_ANSWERS[kind]));
  met[kind] = (met[kind] ?? 0) + 1;
}

await report.prepare();
await once(server.listen(port, '127.0.0.1'), 'listening');
for (;;) {
  await pause(LOOK_EVERY_MS);
  look();
  addFault();
}
