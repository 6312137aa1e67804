/* Loaded into a platform: its clock is two minutes ahead, so that the leases of those that were killed have run out. */
const AHEAD_MS = 120_000;
const now = Date.now;

Date.now = () => now() + AHEAD_MS;
