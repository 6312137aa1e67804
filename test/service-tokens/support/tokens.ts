import type { JWTPayload } from 'jose';
import type { MadeTokenView } from '../../../platform/src/service-tokens/token-view.js';
import type { Answer, BootedPlatform } from '../../platform/support/boot-platform.js';
import { signedToken } from '../../platform/support/tokens.js';

/** The header of a bearer token. */
export const bearer = (token: string): Record<string, string> => ({ authorization: `Bearer ${token}` });

type Platform = Pick<BootedPlatform, 'call'>;

/** Asks for a service token, by a token or by claims of one. */
export const askForToken = async (
  platform: Platform,
  body: object,
  by: string | JWTPayload = {},
): Promise<Answer> =>
  platform.call('//v1/service-tokens', {
    method: 'POST',
    body: { name: 'Test', kind: 'script', ...body },
    headers: bearer(typeof by === 'string' ? by : await signedToken(by)),
  });

/** Makes a service token. */
export async function madeToken(
  platform: Platform,
  body: object,
  by: string | JWTPayload = {},
): Promise<MadeTokenView> {
  const { status, body: made } = await askForToken(platform, body, by);
  if (status !== 201) throw new Error(`no token was made: ${status} ${JSON.stringify(made)}`);
  return made as MadeTokenView;
}
