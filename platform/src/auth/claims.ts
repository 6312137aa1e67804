import type { Actor } from 'anthropic-admin-connector';
import type { JWTPayload } from 'jose';
import type { Principal } from '../http/request-context.js';
import { isStorable, maskKeys } from '../security/text.js';

/** The type of the actor, by Frontegg's claim `type`; a person for an unknown one. */
const ACTOR_TYPES: Readonly<Record<string, Actor['type']>> = {
  userToken: 'user',
  userApiToken: 'user',
  userAccessToken: 'user',
  tenantApiToken: 'service',
  tenantAccessToken: 'service',
  agentToken: 'agent',
};

/** The values of the claim `type` that are known. */
export const ACTOR_TYPE_CLAIMS = Object.keys(ACTOR_TYPES);

/** The claims that a token must have, in addition to a valid signature, issuer and audience. */
export const REQUIRED_CLAIMS = ['sub', 'exp', 'tenantId'];

/** The most characters of an id in a claim. */
export const ID_MAX_LENGTH = 200;

/** A verified claim that does not have the required form. */
export class WrongClaim extends Error {
  override readonly name = 'WrongClaim';

  constructor(
    /** Name of the claim. */
    readonly claim: string,
    valid: string,
  ) {
    super(`Its claim "${claim}" must be ${valid}.`);
  }
}

/**
 * Reads verified claims. Null counts as absent: some identity providers write it for a claim without a value.
 * @throws WrongClaim for the first claim that is missing or has another form
 */
export function principalFrom({ sub, tenantId, type, roles, permissions, scope }: JWTPayload): Principal {
  return {
    tenantId: idOf('tenantId', tenantId),
    actor: { id: idOf('sub', sub), type: actorTypeOf(type) },
    roles: wordsOf('roles', roles),
    permissions: wordsOf('permissions', permissions),
    scopes: scopesOf(scope),
  };
}

/**
 * Reads the id of a token, `jti`; undefined where it has none. A longer one could not be revoked.
 * @throws WrongClaim
 */
export const tokenIdFrom = ({ jti }: { readonly jti?: unknown }): string | undefined =>
  jti === undefined || jti === null ? undefined : idOf('jti', jti);

const actorTypeOf = (type: unknown): Actor['type'] =>
  (typeof type === 'string' && Object.hasOwn(ACTOR_TYPES, type) ? ACTOR_TYPES[type] : undefined) ?? 'user';

/** @throws WrongClaim */
function idOf(claim: string, value: unknown): string {
  if (isId(value)) return value;
  throw new WrongClaim(claim, ID_DESC);
}

/** What an id in a claim may be, for messages. */
export const ID_DESC = `a text of 1 to ${ID_MAX_LENGTH} characters, without control characters and keys`;

/** Whether a value can be the id of a subject, a tenant or a token. */
export const isId = (value: unknown): value is string =>
  typeof value === 'string' &&
  value.trim() !== '' &&
  isShort(value) &&
  isStorable(value) &&
  // An id is logged.
  maskKeys(value) === value;

const isShort = (text: string): boolean =>
  text.length <= ID_MAX_LENGTH || (text.length <= 2 * ID_MAX_LENGTH && [...text].length <= ID_MAX_LENGTH);

/** The most words of a claim; every permission is compared with each. */
const WORDS_MAX = 1_000;

/** The most characters of one word. */
const WORD_MAX_LENGTH = 256;

const WORDS_DESC = `at most ${WORDS_MAX.toLocaleString('en')} of at most ${WORD_MAX_LENGTH} characters each`;

/** @throws WrongClaim */
function wordsOf(claim: string, value: unknown): string[] {
  if (value === undefined || value === null) return [];
  if (isTexts(value) && areFew(value)) return value;
  throw new WrongClaim(claim, `a list of texts, ${WORDS_DESC}`);
}

const areFew = (words: readonly string[]): boolean =>
  words.length <= WORDS_MAX && words.every(({ length }) => length <= WORD_MAX_LENGTH);

/**
 * The claim `scope`: words in one text (RFC 8693), or the list that some identity providers write.
 * @throws WrongClaim
 */
function scopesOf(value: unknown): string[] {
  if (value === undefined || value === null) return [];
  const texts = [value].flat();
  const words = isTexts(texts) ? texts.flatMap((text) => text.split(' ')).filter(Boolean) : undefined;
  if (words !== undefined && areFew(words)) return words;
  throw new WrongClaim(
    'scope',
    `a text of words with spaces between them, or a list of texts, ${WORDS_DESC}`,
  );
}

const isTexts = (value: unknown): value is string[] =>
  Array.isArray(value) && value.every((one) => typeof one === 'string');
