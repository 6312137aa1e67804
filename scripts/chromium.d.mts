/** What Chromium is started with where there is no screen, and no reason to talk to anybody. */
export const CHROMIUM_FLAGS: string[];

/**
 * Where the machine's Chromium is; Debian's package is installed where there is none.
 * @throws Error that says how to install it.
 */
export function chromiumPath(): string;
