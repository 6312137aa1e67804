import { DAY_MS } from './windows.js';

/** How long after its end a month counts as open: usage is complete within hours, and invoices follow. */
const OPEN_MS = 3 * DAY_MS;

/** Whether a version that became known at a moment corrects a month (UTC) that was closed by then. */
export function isCorrection(at: number, knownAt: number): boolean {
  const day = new Date(at);
  return knownAt >= Date.UTC(day.getUTCFullYear(), day.getUTCMonth() + 1, 1) + OPEN_MS;
}
