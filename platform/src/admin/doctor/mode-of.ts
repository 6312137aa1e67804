import { statSync } from 'node:fs';

/** The mode of a file, such as 0600. */
export const modeOf = (path: string): string => (statSync(path).mode & 0o777).toString(8).padStart(4, '0');
