import { ENTERPRISE_ADMIN_KEY, SECOND_ADMIN_KEY } from 'anthropic-admin-simulator';
import { JWT_SECRET } from '../test-environment.mjs';

/** The keys of the honest tenants; every other key belongs to the hostile organization. */
export const HONEST_KEYS = { globex: SECOND_ADMIN_KEY, initech: ENTERPRISE_ADMIN_KEY };

const HOSTILE = 'sk-ant-admin01-hostile-';

/** A key of the hostile organization, which exists as soon as it is used. */
export const hostileKey = (name) => `${HOSTILE}${name}-not-a-secret-${'0'.repeat(32)}`.slice(0, 100);

/** Whether a key belongs to the hostile organization. */
export const isHostileKey = (key) => key.startsWith(HOSTILE);

/**
 * How the API answers a key of an organization of its own, and the number of that; undefined for the usual hostile organization. What
 * such an answer says about an organization would end all other attacks on it.
 */
export function otherOf(key) {
  const [, kind, number] = /^sk-ant-admin01-hostile-(years|others)-(\d+)-/.exec(key) ?? [];
  return kind === undefined ? undefined : { kind, number: Number(number) };
}

/** A part of every key; base64 shifts it by the bytes before it. */
const PARTS = [
  'admin01-hostile-',
  'admin01-simulator-',
  'hostile-',
  'simulator-second-',
  'simulator-enterprise-',
];
const NOT_SECRET = 'not-a-secret-000';
const BASE64 = [HOSTILE, SECOND_ADMIN_KEY, ENTERPRISE_ADMIN_KEY].map((key) =>
  Buffer.from(key).toString('base64').slice(0, 28),
);

/** Texts that show that a log or an answer contains a key, or the secret that signs tokens. */
export const SECRET_MARKS = [...PARTS.slice(0, 2), NOT_SECRET, ...BASE64, JWT_SECRET];

/** The mark that a text contains; undefined if it contains none. */
export const secretIn = (text) => SECRET_MARKS.find((mark) => text.includes(mark));
