import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PlatformOptions } from '../../../../platform/src/app.js';
import { signInLinkCommand } from '../../../../platform/src/admin/sign-in-link-command.js';
import { bootPlatform, type BootedPlatform } from '../../../platform/support/boot-platform.js';
import { SECRET } from '../../../platform/support/tokens.js';
import { afterSuite } from '../../../support/cleanup.js';
import { Browser } from './browser.js';

/** A platform, and somebody who has just opened a sign-in link of it. */
export interface SignedIn {
  readonly env: Record<string, string>;
  readonly platform: BootedPlatform;
  readonly browser: Browser;
  /** Makes a link, as the operator's command does. */
  link(...args: string[]): Promise<string>;
  /** Opens a link in a browser of its own. */
  someoneElse(...args: string[]): Promise<Browser>;
}

/** Boots a platform on an embedded database and signs somebody in; it is closed after the last test of the file. */
export async function signedIn(
  more: Record<string, string> = {},
  options: PlatformOptions = {},
): Promise<SignedIn> {
  const DATA_DIR = await mkdtemp(join(tmpdir(), 'portal-'));
  afterSuite(() => rm(DATA_DIR, { recursive: true, force: true }));
  const env = { DATA_DIR, PLATFORM_JWT_SECRET: SECRET, ...more };
  const platform = await bootPlatform({ ...options, env });
  afterSuite(() => platform.close());
  const link = (...args: string[]): Promise<string> => signInLinkCommand(args, env);
  const someoneElse = async (...args: string[]): Promise<Browser> => {
    const browser = new Browser(platform.url);
    await browser.open(await link(...args));
    return browser;
  };
  return { env, platform, link, someoneElse, browser: await someoneElse() };
}
