import type { IncomingHttpHeaders } from 'node:http';

/**
 * Takes `x-api-key` for the platform's token. Where a request also has `Authorization`, that alone says who asks: one
 * request must not be two people.
 */
export function takeApiKeyAsToken(headers: IncomingHttpHeaders): void {
  const key = headers['x-api-key'];
  delete headers['x-api-key'];
  if (headers.authorization === undefined && typeof key === 'string') headers.authorization = `Bearer ${key}`;
}

/** Whether a request brings a key of Anthropic where it should bring the platform's token. */
export const bringsAnthropicKey = ({ authorization = '' }: IncomingHttpHeaders): boolean =>
  /^Bearer +sk-ant-/i.test(authorization);
