import { UsageError, type Call } from './admin-command.js';

/**
 * The number that an option gives.
 * @throws UsageError where it is none from 1 to `max`.
 */
export function wholeOption(
  name: string,
  given: Call['options'][string],
  { standard, max }: { readonly standard: number; readonly max: number },
): number {
  if (typeof given !== 'string') return standard;
  if (/^\d{1,9}$/.test(given) && Number(given) >= 1 && Number(given) <= max) return Number(given);
  throw new UsageError(`--${name} must be a whole number from 1 to ${max}, such as ${standard}.`);
}
