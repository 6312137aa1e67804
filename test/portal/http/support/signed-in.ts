import type { PlatformOptions } from '../../../../platform/src/app.js';
import { signInLinkCommand } from '../../../../platform/src/sessions/sign-in-link-command.js';
import { bootWith, storedIn } from '../../../database/support/boot-stored.js';
import type { BootedPlatform } from '../../../platform/support/boot-platform.js';
import { SECRET } from '../../../platform/support/tokens.js';
import { Browser } from './browser.js';

/** A platform, and somebody who has just opened a sign-in link of it. */
export interface SignedIn {
  readonly env: Record<string, string>;
  readonly platform: BootedPlatform;
  readonly browser: Browser;
  /** Makes a link, as the operator's command does. */
  link(...args: string[]): Promise<string>;
}

/** Boots a platform on an embedded database and signs somebody in; it is closed after the test. */
export async function signedIn(
  more: Record<string, string> = {},
  options: PlatformOptions = {},
): Promise<SignedIn> {
  const env = { ...(await storedIn('libsql')), PLATFORM_JWT_SECRET: SECRET, ...more };
  const platform = await bootWith(env, options);
  const link = (...args: string[]): Promise<string> => signInLinkCommand(args, env);
  const browser = new Browser(platform.url);
  await browser.open(await link());
  return { env, platform, browser, link };
}
