import { Pool } from 'undici';

const PATH = '/v1/connectors/anthropic/actions/users_list/invoke';
/** Longer than a rate limit window, so waiting callers are served too. */
const PATIENCE_MS = 150_000;

/** The page that all callers read; concurrent reads share one request. */
export const COMMON_LIMIT = 1_000;

/**
 * Runs callers for a while, distributed over the platforms, each with one call at a time. Every second call reads
 * the common page, the others a page of the caller's own. Returns the status and duration of all calls per caller.
 */
export async function callFor(milliseconds, callers, platforms) {
  const end = performance.now() + milliseconds;
  const pools = platforms.map(({ url }) => new Pool(url, { connections: callers, headersTimeout: 0 }));
  const caller = async (nth) => {
    const { token } = platforms[nth % platforms.length];
    const pool = pools[nth % pools.length];
    const served = [];
    for (let call = nth; performance.now() < end; call += 1) {
      const limit = call % 2 === 0 ? COMMON_LIMIT : 1 + nth;
      const started = performance.now();
      const status = await invoke(pool, token, limit);
      served.push({ status, limit, ms: performance.now() - started });
    }
    return served;
  };
  const all = await Promise.all(Array.from({ length: callers }, (_, nth) => caller(nth)));
  await Promise.all(pools.map((pool) => pool.close()));
  return all;
}

async function invoke(pool, token, limit) {
  const { statusCode, body } = await pool.request({
    method: 'POST',
    path: PATH,
    headers: {
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
      'x-request-timeout-ms': String(PATIENCE_MS),
    },
    body: JSON.stringify({ input: { limit } }),
  });
  await body.dump();
  return statusCode;
}
