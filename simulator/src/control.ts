import { optional } from './check/field.js';
import { integer } from './check/scalars.js';
import { mapOf, shape } from './check/shapes.js';
import { ApiError, invalid, notFound } from './errors.js';
import type { FaultRequest } from './faults/fault.js';
import type { Fault } from './faults/faults.js';
import type { Incoming } from './http/incoming.js';
import type { Reply } from './http/reply.js';
import { errorReply } from './http/reply.js';
import { acceptInvite } from './rules/invites.js';
import type { Simulator } from './simulator.js';
import { memberOnWire } from './wire/members.js';

/** The path prefix of the control routes, which no route of the API has. */
export const CONTROL_PREFIX = '/__sim/';

type Handler = (simulator: Simulator, body: unknown, id: string) => object;

/** The control routes; `*` matches one id. */
const HANDLERS: Readonly<Record<string, Handler>> = {
  'GET requests': ({ journal }) => ({ data: journal.entries() }),
  'DELETE requests': ({ journal }) => done(journal.clear()),
  'GET faults': ({ faults }) => ({ data: faults.list().map(faultOnWire) }),
  'POST faults': ({ faults }, body) => faultOnWire(faults.add(body as FaultRequest)),
  'DELETE faults': ({ faults }) => done(faults.clear()),
  'POST reset': (simulator) => done(simulator.reset()),
  'GET clock': ({ clock }) => ({ now: clock.now() }),
  'POST clock': (simulator, body) => moveClock(simulator, body),
  'GET demo': ({ demo }) => ({ ...demo }),
  'POST invites/*/accept': (simulator, _body, id) => accept(simulator, id),
  'POST organizations/*': (simulator, body, id) => configure(simulator, body, id),
};

const done = (_nothing: void): object => ({ ok: true });

/** Handles the control routes of one simulator. */
export class Control {
  constructor(private readonly simulator: Simulator) {}

  /** Handles a request to a control route. */
  answer(incoming: Incoming): Reply {
    try {
      const [first = '', id = '', ...rest] = incoming.path.slice(CONTROL_PREFIX.length).split('/');
      const path = id === '' ? first : [first, '*', ...rest].join('/');
      const handler = HANDLERS[`${incoming.method} ${path}`];
      if (!handler) throw notFound('Control route');
      return {
        status: 200,
        headers: {},
        body: handler(this.simulator, bodyOf(incoming), decodeURIComponent(id)),
      };
    } catch (error) {
      if (error instanceof ApiError) return errorReply(error, {});
      throw error;
    }
  }
}

function bodyOf({ body }: Incoming): unknown {
  try {
    return JSON.parse(body === undefined || body === '' ? '{}' : body) as unknown;
  } catch {
    throw invalid('The request body is not valid JSON.');
  }
}

const faultOnWire = ({ id, request, remaining }: Fault): object => ({ id, ...request, remaining });

const clockBody = shape({ now: optional(integer({ min: 0 })), advance_ms: optional(integer()) });

function moveClock({ clock }: Simulator, body: unknown): object {
  const { now, advance_ms: advance } = clockBody(body, '');
  if (now !== undefined) clock.set(now);
  if (advance !== undefined) clock.advance(advance);
  return { now: clock.now() };
}

function accept({ state, clock, ids }: Simulator, id: string): object {
  for (const organization of state.organizations.values()) {
    if (organization.invites.get(id)) return memberOnWire(acceptInvite(organization, id, clock.now(), ids));
  }
  throw notFound('Invite');
}

const anything = (value: unknown): unknown => value;
const configuration = shape({
  limits: optional(mapOf(integer({ min: 0 }))),
  settings: optional(mapOf(anything)),
});

/** Sets limits and settings of an organization, to trigger the error codes that depend on them. */
function configure({ state }: Simulator, body: unknown, id: string): object {
  const organization = state.organizations.get(id);
  if (!organization) throw notFound('Organization');
  const { limits = {}, settings = {} } = configuration(body, '');
  checkNames('limits', limits, organization.limits);
  checkNames('settings', settings, organization.settings);
  Object.assign(organization.limits, limits);
  Object.assign(organization.settings, settings);
  return { id, limits: organization.limits, settings: organization.settings };
}

function checkNames(at: string, given: object, known: object): void {
  for (const name of Object.keys(given)) {
    if (!(name in known))
      throw invalid(`${at}.${name}: unknown name; known names are ${Object.keys(known).join(', ')}`);
  }
}
