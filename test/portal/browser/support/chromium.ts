import { chromium, type Browser } from 'playwright-core';
import { CHROMIUM_FLAGS, chromiumPath } from '../../../../scripts/chromium.mjs';

/**
 * Starts the machine's Chromium.
 * @throws Error that says how to install it where there is none and none could be installed.
 */
export const startChromium = (): Promise<Browser> =>
  chromium.launch({ executablePath: chromiumPath(), args: CHROMIUM_FLAGS });
