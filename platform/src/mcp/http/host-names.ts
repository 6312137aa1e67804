import type { Variable } from '../../config/variable.js';

const NAME = /^(\[[\da-f:.]+\]|[a-z\d.-]+)$/i;

/** Host names with commas between them, without scheme and port. */
export const hostNames = (wanted: string, sample: string): Variable<readonly string[]> => ({
  wanted: `${wanted}, without scheme and port, with commas between them`,
  sample,
  standard: [],
  read: (value) => {
    const names = value.split(',').map((name) => name.trim().toLowerCase());
    return names.every((name) => NAME.test(name)) ? names : undefined;
  },
});
