import { Equals, Length, Matches } from 'class-validator';
import { ID_MAX_LENGTH } from '../auth/claims.js';
import { IsKeyless, IsStorable, Optional } from '../http/body.pipe.js';
import { IsPageLimit } from '../http/page.js';
import type { RevocationTarget } from './revocation-store.js';

/** The body of `POST /v1/tokens/revocations`: one of its fields. */
export class RevocationBody {
  /** The id of one token. */
  @Optional()
  @Length(1, ID_MAX_LENGTH)
  @IsStorable()
  @IsKeyless()
  jti?: string;

  /** All tokens of this subject. */
  @Optional()
  @Length(1, ID_MAX_LENGTH)
  @IsStorable()
  @IsKeyless()
  sub?: string;

  /** All tokens of the tenant. */
  @Optional()
  @Equals(true)
  all?: boolean;
}

/** The query of `GET /v1/tokens/revocations`. */
export class RevocationsQuery {
  @Optional()
  @IsPageLimit()
  limit?: string;

  /** `next.cursor` of the previous page. */
  @Optional()
  @Length(1, 2 * ID_MAX_LENGTH)
  @IsStorable()
  @Matches(/^(token|subject|tenant):/, { message: 'cursor must be the one of the page before' })
  cursor?: string;
}

/** What is to be revoked; undefined where not exactly one thing is named. */
export function targetOf({ jti, sub, all }: RevocationBody): RevocationTarget | undefined {
  const named: RevocationTarget[] = [
    ...(jti === undefined ? [] : [{ kind: 'token', value: jti } as const]),
    ...(sub === undefined ? [] : [{ kind: 'subject', value: sub } as const]),
    ...(all === undefined ? [] : [{ kind: 'tenant', value: '' } as const]),
  ];
  return named.length === 1 ? named[0] : undefined;
}

/** Where the page after an item begins. */
export const cursorOf = ({ kind, value }: RevocationTarget): string => `${kind}:${value}`;

/** The last item of the page before. */
export function targetFrom(cursor: string): RevocationTarget {
  const at = cursor.indexOf(':');
  return { kind: cursor.slice(0, at) as RevocationTarget['kind'], value: cursor.slice(at + 1) };
}
