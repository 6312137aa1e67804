import { createHash, createHmac, randomBytes } from 'node:crypto';

const BYTES = 32;
const SHAPE = /^[\w-]{43}$/;

/** Makes a secret that nobody can guess: 256 random bits, as 43 characters that need no quoting anywhere. */
export const newSecret = (): string => randomBytes(BYTES).toString('base64url');

/** Whether a text could be such a secret; what cannot is not worth a look into the database. */
export const isSecret = (text: string): boolean => SHAPE.test(text);

/** What the database keeps of a secret. So many random bits want no salt and no slow hash. */
export const hashOf = (secret: string): string => createHash('sha256').update(secret).digest('hex');

/** Another secret that follows from the first for a purpose, and tells nothing of it. */
export const derivedFrom = (secret: string, purpose: string): string =>
  createHmac('sha256', secret).update(purpose).digest('base64url');
