import { setTimeout as pause } from 'node:timers/promises';
import { signToken } from './token.mjs';

/** The connector that the platform mounts. */
export const CONNECTOR = 'anthropic';

const TIMEOUT_MS = 30_000;
/** Leaves the CPU to the platform that starts. */
const PAUSE_MS = 100;

/**
 * Calls a platform, and retries while nothing listens on its port. The response is undefined if the connection broke; the
 * request may have taken effect.
 */
export function platformClient({ url }, stopped = () => false) {
  const call = async (tenant, method, path, body, headers = {}) => {
    const options = {
      method,
      body: JSON.stringify(body),
      headers: {
        authorization: `Bearer ${signToken({ tenantId: tenant })}`,
        'content-type': 'application/json',
        ...headers,
      },
    };
    for (;;) {
      try {
        const signal = AbortSignal.timeout(TIMEOUT_MS);
        const response = await fetch(`${url}/v1/connectors/${CONNECTOR}${path}`, { ...options, signal });
        return { status: response.status, body: await response.json() };
      } catch (error) {
        if (error.cause?.code !== 'ECONNREFUSED' || stopped()) return undefined;
        await pause(PAUSE_MS);
      }
    }
  };
  return {
    save: ({ tenant, name }, apiKey) =>
      call(tenant, 'PUT', `/connections/${name}`, { api_key: apiKey, confirm_organization_change: true }),
    invite: ({ tenant, email, key }) =>
      call(
        tenant,
        'POST',
        '/actions/invites_create/invoke',
        { input: { email, role: 'user' } },
        { 'idempotency-key': key },
      ),
  };
}

/** The outcome of a response: `ok`, the code of its problem, or `cut off` if there was none. */
export function codeOf(answer) {
  if (answer === undefined) return 'cut off';
  return answer.status < 300 ? 'ok' : answer.body.code;
}
