import { createHmac } from 'node:crypto';
import { JWT_SECRET } from './test-environment.mjs';

const NAME = 'anthropic-admin-platform';
const DAY_S = 86_400;

/** Signs a token of the platform; `claims` and `header` replace the usual ones. */
export function signToken(claims = {}, { header = { alg: 'HS256' }, secret = JWT_SECRET } = {}) {
  const exp = Math.floor(Date.now() / 1000) + DAY_S;
  const all = { sub: 'soak', permissions: ['*'], iss: NAME, aud: NAME, exp, ...claims };
  const text = [header, all].map((part) => encode(JSON.stringify(part))).join('.');
  return `${text}.${createHmac('sha256', secret).update(text).digest('base64url')}`;
}

const encode = (text) => Buffer.from(text).toString('base64url');
