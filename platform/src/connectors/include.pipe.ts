import type { PipeTransform } from '@nestjs/common';
import { PlatformError } from '../problems/platform-error.js';

/** What a listing may show beyond what can be invoked: foreign operations, and what the tenant has switched off. */
const EXTRAS = ['all', 'switched_off'] as const;

/** One of those. */
export type Extra = (typeof EXTRAS)[number];

/** Checks `?include=` of a listing: left out, `all`, `switched_off`, or both with a comma between them. */
export class IncludePipe implements PipeTransform<unknown, ReadonlySet<Extra>> {
  /** @throws PlatformError invalid_input */
  transform(include: unknown): ReadonlySet<Extra> {
    if (include === undefined) return new Set();
    const names = typeof include === 'string' ? include.split(',') : [include];
    if (names.every(isExtra)) return new Set(names);
    const message = 'include must be "all", "switched_off", "all,switched_off", or left out';
    throw new PlatformError('invalid_input', {
      message: `The query is not valid: ${message}.`,
      issues: [{ path: 'include', rule: 'isIn', message }],
    });
  }
}

const isExtra = (name: unknown): name is Extra => EXTRAS.some((extra) => extra === name);
