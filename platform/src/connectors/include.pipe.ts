import type { PipeTransform } from '@nestjs/common';
import { PlatformError } from '../problems/platform-error.js';

/** Checks `?include=` of a listing: left out, or `all`. */
export class IncludePipe implements PipeTransform<unknown, 'all' | undefined> {
  /** @throws PlatformError invalid_input */
  transform(include: unknown): 'all' | undefined {
    if (include === undefined || include === 'all') return include;
    const message = 'include must be "all", or left out';
    throw new PlatformError('invalid_input', {
      message: `The query is not valid: ${message}.`,
      issues: [{ path: 'include', rule: 'isIn', message }],
    });
  }
}
