/**
 * How long an owner that is not heard of is believed to be alive. A lease renewed while the write is under way tells
 * of a crash within seconds; the write's own deadline, which may be an hour away, would keep callers waiting for it.
 */
export const LEASE_MS = 20_000;

/** How often an owner makes itself heard while it has writes under way. */
export const HEARTBEAT_MS = 5_000;
