import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContextOptions } from 'playwright-core';
import type { PlatformOptions } from '../../../../platform/src/app.js';
import { signInLinkCommand } from '../../../../platform/src/admin/sign-in-link-command.js';
import { bootPlatform, type BootedPlatform } from '../../../platform/support/boot-platform.js';
import { SECRET } from '../../../platform/support/tokens.js';
import { builtPortal } from '../../support/built-portal.js';
import { startChromium } from './chromium.js';
import { Visitor } from './visitor.js';
import { layWire, type Wire } from './wire.js';

/** A platform with its page, the simulator behind it, and a browser before it. */
export interface BootedPortal {
  readonly platform: BootedPlatform;
  readonly browser: Browser;
  /** Between browser and platform. */
  readonly wire: Wire;
  /** Makes a sign-in link, as the operator's command does: `link('--tenant', 'acme')`. */
  link(...args: string[]): Promise<string>;
  /** A new visitor with a browser profile of their own, not signed in. */
  visitor(options?: BrowserContextOptions): Promise<Visitor>;
  /** A new visitor who has opened a sign-in link and then a page, such as `/activity`. Each has a tenant of their own. */
  signedIn(path?: string, options?: SignedInOptions): Promise<Visitor>;
  /** Closes the pages of all visitors, which would otherwise keep running. */
  leave(): Promise<void>;
  close(): Promise<void>;
}

/** Who comes. */
export interface SignedInOptions {
  /** A unique name by default. */
  readonly tenant?: string;
  /** Saves the demo key for the tenant first. */
  readonly isConnected?: boolean;
  /** Comma-separated; all by default. */
  readonly permissions?: string;
  readonly context?: BrowserContextOptions;
}

/** Boots all of it. Close it after the tests. */
export async function bootPortal(options: PlatformOptions = {}): Promise<BootedPortal> {
  await builtPortal();
  const dataDir = await mkdtemp(join(tmpdir(), 'anthropic-admin-portal-'));
  const env = { ...options.env, DATA_DIR: dataDir, PLATFORM_JWT_SECRET: SECRET };
  const platform = await bootPlatform({ ...options, env });
  const wire = await layWire(platform.url);
  const browser = await startChromium();
  let tenants = 0;

  const link = (...args: string[]): Promise<string> => signInLinkCommand([...args, '--url', wire.url], env);
  const visitor = async (context?: BrowserContextOptions): Promise<Visitor> =>
    Visitor.from(await browser.newContext({ viewport: { width: 1280, height: 800 }, ...context }), wire.url);
  return {
    platform,
    browser,
    wire,
    link,
    visitor,
    signedIn: async (path = '/integrations', { tenant, isConnected, permissions, context } = {}) => {
      tenants += 1;
      const own = tenant ?? `tenant-${tenants}`;
      if (isConnected) await platform.connect(own);
      const comes = await visitor(context);
      const given = permissions === undefined ? [] : ['--permissions', permissions];
      await comes.signIn(await link('--tenant', own, '--sub', 'ada', ...given));
      await comes.open(path);
      return comes;
    },
    leave: async () => {
      await Promise.all(browser.contexts().map((context) => context.close()));
    },
    close: async () => {
      await browser.close();
      await wire.cut();
      await platform.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
