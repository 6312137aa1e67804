import type { Organization, ProbeAnswer, ProbeKey } from '../connections/credential-provider.js';
import { ApiError } from '../http/api-error.js';
import type { ApiClient } from '../http/client.js';
import { REDACTED } from '../http/redact.js';

/** The request that tells which organization a key belongs to. */
export interface OrganizationProbe {
  /** Path of one cheap read. */
  readonly path: string;
  /** Reads the organization from its response; undefined where the response names none. */
  readonly organizationIn: (body: unknown) => Organization | undefined;
}

/** Asks the API which organization a key belongs to, in one read. */
export function organizationProbe(
  api: ApiClient,
  { path, organizationIn }: OrganizationProbe,
  vendor: string,
  timeoutMs: number,
  now: () => number,
): ProbeKey {
  let checks = 0;
  return async (key, { tenantId, actor, limiterKey, limiterKeyIn, signal }) => {
    const call = {
      key,
      limiterKey,
      subject: actor,
      // A read in progress may use another key.
      flightKey: `check ${(checks += 1)}`,
      deadline: now() + timeoutMs,
      origin: { tenantId },
      ...(signal ? { signal } : {}),
    };
    try {
      const { body } = await api.send({ method: 'GET', path, effect: 'read' }, call);
      const organization = storable(organizationIn(body));
      const ownKey = organization && limiterKeyIn?.(organization);
      if (ownKey !== undefined && ownKey !== limiterKey) api.charge(ownKey);
      return organization
        ? { organization }
        : { unanswered: { cause: 'unavailable', reason: 'the response names no organization' } };
    } catch (error) {
      if (error instanceof ApiError) return answerOf(error, vendor);
      throw error;
    }
  };
}

const LONGEST_NAME = 255;
/** Control characters and unpaired surrogates: not every database stores them. */
const UNSTORABLE = /[\p{Control}\p{Surrogate}]/gu;

/** An organization as it can be stored and shown; an empty id, or one that held a key, is none. */
function storable(found: Organization | undefined): Organization | undefined {
  if (!found || found.id.trim() === '' || found.id.includes(REDACTED) || found.id.length > LONGEST_NAME)
    return undefined;
  const text = (value: string): string =>
    value.replace(UNSTORABLE, '\ufffd').slice(0, LONGEST_NAME).replace(UNSTORABLE, '');
  const id = text(found.id);
  const name = text(found.name);
  return { id, name: name.trim() === '' ? id : name };
}

function answerOf(
  { kind, status, upstreamMessage, reason, retryAfterMs }: ApiError,
  vendor: string,
): ProbeAnswer {
  if (kind === 'answered' && (status === 401 || status === 403)) {
    return { refused: { status, ...(upstreamMessage === undefined ? {} : { message: upstreamMessage }) } };
  }
  return {
    unanswered: {
      reason: status === undefined ? (reason ?? kind) : `${vendor} responded with status ${status}`,
      cause: kind === 'rate_limited' ? 'rate_limited' : 'unavailable',
      ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
    },
  };
}
