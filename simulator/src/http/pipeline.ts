import type { Clock } from '../clock.js';
import { ApiError, forbidden, invalid, notFound, tooLarge } from '../errors.js';
import type { Ids } from '../ids.js';
import type { Organization } from '../state/organization.js';
import { Pager } from '../state/pager.js';
import type { State } from '../state/state.js';
import type { Revisions } from '../usage/revisions.js';
import { revised } from '../usage/revisions.js';
import type { Caller } from './authenticate.js';
import { authenticate } from './authenticate.js';
import type { Incoming } from './incoming.js';
import { MAX_BODY } from './incoming.js';
import type { RawQuery } from './query.js';
import { parseQuery } from './query.js';
import type { RateLimits } from './rate-limits.js';
import type { Effect, Reply } from './reply.js';
import { errorReply } from './reply.js';
import type { ApiVersion, RouteContext, Route } from './route.js';
import { API_VERSIONS } from './route.js';
import type { RouteMatch, Router } from './router.js';

/** The dependencies of a pipeline. */
export interface PipelineParts {
  readonly state: () => State;
  readonly router: Router;
  readonly rateLimits: RateLimits;
  readonly clock: Clock;
  readonly ids: Ids;
}

/** How an injected fault changes the processing of a request. */
export interface ResponseOverrides {
  /** The maximum number of rows on a page. */
  readonly maxRows?: number;
  /** A snapshot of the organizations that reads use. */
  readonly past?: ReadonlyMap<string, Organization>;
  /** How the usage in reports has changed since it was first reported. */
  readonly revisions?: Revisions;
  /** Carries out only the first field of a body that has several, and nothing of one that has one. */
  readonly firstFieldOnly?: boolean;
}

/** A response, with what the request changed. */
export interface Answered extends Reply {
  readonly effect: Effect;
}

/** Turns a request into a response: key, version, beta header, route, query and body, rule, serialization. */
export class Pipeline {
  constructor(private readonly parts: PipelineParts) {}

  /** Answers a request; API errors are responses too. */
  answer(incoming: Incoming, requestId: string, overrides: ResponseOverrides = {}): Answered {
    const headers: Record<string, string> = { 'request-id': requestId };
    try {
      const caller = authenticate(this.parts.state(), incoming.headers);
      headers['anthropic-organization-id'] = caller.organization.id;
      return { status: 200, headers, ...this.#dispatch(incoming, caller, overrides) };
    } catch (error) {
      const known =
        error instanceof ApiError
          ? error
          : new ApiError(500, 'api_error', `Internal error of the simulator: ${String(error)}`);
      return { ...errorReply(known, headers), effect: known.effect };
    }
  }

  #dispatch(
    incoming: Incoming,
    { organization, key }: Caller,
    overrides: ResponseOverrides,
  ): Pick<Answered, 'body' | 'effect'> {
    const match = this.parts.router.match(incoming.method, incoming.path);
    const { route } = match;
    const version = versionOf(incoming, route);
    this.parts.rateLimits.count(organization.id, route);
    checkBeta(route, incoming);
    checkKind(route, organization);
    const raw = parseQuery(incoming.search);
    const past = incoming.method === 'GET' ? overrides.past?.get(organization.id) : undefined;
    const now = this.parts.clock();
    const { revisions } = overrides;
    const current = past ?? organization;
    const call = {
      organization: revisions ? revised(current, revisions, now) : current,
      key,
      now,
      ids: this.parts.ids,
      version,
      params: match.params,
      query: readQuery(route, raw),
      body: (incoming.method === 'POST' ? readBody(route, incoming) : {}) as Call['body'],
      pager: new Pager(() => bindingOf(match, organization, raw), pageOf(raw), overrides.maxRows),
    };
    checkEgress(route, organization);
    if (overrides.firstFieldOnly) return firstFieldOnly(route, call);
    return {
      body: answerOf(route, call),
      effect: route.method === 'GET' ? 'none' : 'done',
    };
  }
}

type Call = RouteContext<string, unknown, Readonly<Record<string, unknown>>>;

const answerOf = (route: Route, call: Call): object =>
  route.answer(call as RouteContext<string, never, never>) as object;

function firstFieldOnly(route: Route, call: Call): Pick<Answered, 'body' | 'effect'> {
  const [first, ...rest] = Object.entries(call.body).filter(([, value]) => value !== undefined);
  if (!first || rest.length === 0) return { body: {}, effect: 'none' };
  return { body: answerOf(route, { ...call, body: Object.fromEntries([first]) }), effect: 'partial' };
}

function versionOf({ headers }: Incoming, route: Route): ApiVersion {
  const version = headers['anthropic-version'];
  if (version === undefined && route.versionOptional) return API_VERSIONS[0];
  if (version === undefined) throw invalid('anthropic-version: header is required');
  const known = API_VERSIONS.find((one) => one === version);
  if (!known) throw invalid(`anthropic-version: "${String(version)}" is not a valid version`);
  return known;
}

/** Without their beta header, most operations do not exist (ADMIN_API.md, "Authentication and headers"). */
function checkBeta({ beta }: Route, { headers }: Incoming): void {
  if (!beta) return;
  if (sends(headers, beta.header)) return;
  throw beta.missing === 404
    ? notFound('Route')
    : invalid(`anthropic-beta: this operation requires ${beta.header}`);
}

const sends = (headers: Incoming['headers'], beta: string): boolean =>
  String(headers['anthropic-beta'] ?? '')
    .split(',')
    .some((header) => header.trim() === beta);

/** Without its beta header, a field is one that the API does not know. */
function checkBetaFields({ betaFields }: Route, body: unknown, headers: Incoming['headers']): void {
  if (!betaFields || typeof body !== 'object' || body === null || sends(headers, betaFields.header)) return;
  const unknown = betaFields.names.find((name) => Object.hasOwn(body, name));
  if (unknown !== undefined) throw invalid(`${unknown}: Extra inputs are not permitted`);
}

/** The contract lists the kinds of organizations of each operation; the answer to another kind is assumed. */
function checkKind(route: Route, { settings }: Organization): void {
  if (!route.consoleOnly || settings.kind === 'console') return;
  throw forbidden('This endpoint is not available to Claude Enterprise organizations.');
}

function readQuery(route: Route, raw: RawQuery): Readonly<Record<string, unknown>> {
  for (const [name, value] of Object.entries(raw)) {
    // Clients serialize a null list as its name without brackets and without a value.
    if (value === '' && route.query.has(`${name}[]`)) continue;
    if (!route.query.has(name)) throw invalid(`${name}: Extra inputs are not permitted`);
  }
  const values: Record<string, unknown> = {};
  for (const [name, field] of route.query) values[name] = field(raw[name], name);
  return values;
}

function readBody(route: Route, { body, headers }: Incoming): unknown {
  if (body === undefined) throw tooLarge(MAX_BODY);
  const sent = body === '' ? {} : parseJson(body);
  checkBetaFields(route, sent, headers);
  return route.body(sent, '');
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw invalid('The request body is not valid JSON.');
  }
}

const pageOf = (raw: RawQuery): string | undefined =>
  raw.page === '' ? undefined : (raw.page as string | undefined);

/** A page token is bound to all parameters except `limit`, which may change between pages. */
function bindingOf({ route, params }: RouteMatch, organization: Organization, raw: RawQuery): string {
  const rest = Object.entries(raw).filter(([name]) => name !== 'page' && name !== 'limit');
  return JSON.stringify([
    organization.id,
    route.operation,
    params,
    rest.sort(([a], [b]) => (a < b ? -1 : 1)),
  ]);
}

/** While the sandbox restricts egress, nearly all writes are rejected (ADMIN_API.md, "Errors"). */
function checkEgress(route: Route, { settings }: Organization): void {
  if (!settings.sandboxEgressRestricted || route.method === 'GET' || route.unrestricted) return;
  throw forbidden('Outbound access is restricted for this organization.', 'sandbox_egress_restricted');
}
