/** What fetch throws where nobody answers, or not to the end. */
const NETWORK: readonly unknown[] = ['fetch failed', 'terminated'];

interface Told {
  readonly name?: unknown;
  readonly message?: unknown;
  readonly code?: unknown;
  readonly cause?: unknown;
}

/** Whether an error of `openid-client` says that the issuer is out of reach, and nothing of who wants to sign in. */
export function isOutage(error: unknown): boolean {
  const { code, cause } = error as Told;
  return code === 'OAUTH_TIMEOUT' || isNetworkError(error) || isNetworkError(cause);
}

function isNetworkError(error: unknown): boolean {
  const { name, message } = (error ?? {}) as Told;
  return name === 'TypeError' && NETWORK.includes(message);
}
