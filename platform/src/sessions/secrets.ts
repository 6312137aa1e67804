import { createHash, createHmac, randomBytes } from 'node:crypto';

const BYTES = 32;
const SHAPE = /^[\w-]{43}$/;

/** Generates a secret of 256 random bits, as 43 URL-safe characters. */
export const newSecret = (): string => randomBytes(BYTES).toString('base64url');

/** Whether a text has the format of such a secret; anything else needs no query. */
export const isSecret = (text: string): boolean => SHAPE.test(text);

/** The hash of a secret in the database. 256 random bits require no salt and no slow hash. */
export const hashOf = (secret: string): string => createHash('sha256').update(secret).digest('hex');

/** Derives another secret for a purpose, which does not reveal the first. */
export const derivedFrom = (secret: string, purpose: string): string =>
  createHmac('sha256', secret).update(purpose).digest('base64url');
