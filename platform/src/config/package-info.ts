import { readFileSync } from 'node:fs';

const { name, version } = JSON.parse(
  readFileSync(new URL('../../package.json', import.meta.url), 'utf8'),
) as { name: string; version: string };

/** The name of the platform's package. */
export const NAME: string = name;

/** The version of the platform. */
export const VERSION: string = version;
