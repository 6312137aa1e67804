import { randomUUID } from 'node:crypto';
import { ApiError, type ApiClient } from '../kit/http/index.js';
import type { OrganizationProbe, ProbeAnswer } from '../credentials/admin-key-provider.js';

/** Asks the API which organization a key belongs to (operation `organization.retrieve`), in one short read. */
export function organizationProbe(api: ApiClient, timeoutMs: number, now: () => number): OrganizationProbe {
  return async (key, signal) => {
    // The organization is not known yet, so that there is no limiter to share and no read to join.
    const alone = `unverified ${randomUUID()}`;
    const call = {
      key,
      limiterKey: alone,
      flightKey: alone,
      deadline: now() + timeoutMs,
      ...(signal ? { signal } : {}),
    };
    try {
      const { body } = await api.send({ method: 'GET', path: '/v1/organizations/me', effect: 'read' }, call);
      return organizationIn(body);
    } catch (error) {
      if (error instanceof ApiError) return answerOf(error);
      throw error;
    }
  };
}

function organizationIn(body: unknown): ProbeAnswer {
  const { id, name } = (body ?? {}) as { id?: unknown; name?: unknown };
  return typeof id === 'string' && typeof name === 'string'
    ? { organization: { id, name } }
    : { unanswered: { reason: 'the answer named no organization' } };
}

function answerOf({ kind, status, upstreamMessage, reason, retryAfterMs }: ApiError): ProbeAnswer {
  if (kind === 'answered' && (status === 401 || status === 403)) {
    return { refused: { status, ...(upstreamMessage === undefined ? {} : { message: upstreamMessage }) } };
  }
  return {
    unanswered: {
      reason: status === undefined ? (reason ?? kind) : `Anthropic answered with status ${status}`,
      ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
    },
  };
}
