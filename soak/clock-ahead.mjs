/* Preloaded into a platform: sets its clock two minutes ahead, past the leases of killed platforms. */
const AHEAD_MS = 120_000;
const now = Date.now;

Date.now = () => now() + AHEAD_MS;
