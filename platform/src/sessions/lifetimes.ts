/** How long a session lasts, whatever is done with it: a working day. */
export const SESSION_MS = 8 * 60 * 60 * 1000;

/** How long a session lasts in which nothing is asked. */
export const IDLE_MS = 60 * 60 * 1000;

/** How often at most a use is written down, so that reading pages does not write at every request. */
export const NOTED_MS = 60 * 1000;

/** How long a sign-in link can be opened. */
export const CODE_MS = 15 * 60 * 1000;
