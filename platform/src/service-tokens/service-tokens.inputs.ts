import { POWERS, type Power } from 'anthropic-admin-connector/kit';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsIn,
  IsInt,
  IsString,
  Length,
  Matches,
  Max,
  MaxLength,
  Min,
  ValidateBy,
} from 'class-validator';
import { IsKeyless, IsStorable, Optional } from '../http/body.pipe.js';
import { IsPageLimit } from '../http/page.js';
import { PRESET_NAMES, type PresetName } from './presets.js';
import { isSubnet } from './subnets.js';

const NAME_MAX_LENGTH = 100;
const MAX_ACTIONS = 1_000;
const MAX_PERMISSIONS = 100;
const MAX_CONNECTIONS = 100;
const MAX_ADDRESSES = 50;
const WORD_MAX_LENGTH = 200;

/** A list without an entry would allow nothing. */
const IsList =
  (max: number): PropertyDecorator =>
  (target, property) => {
    const checks = [
      ...[ArrayMaxSize(max), ArrayMinSize(1), IsArray(), Optional(), IsString({ each: true })],
      MaxLength(WORD_MAX_LENGTH, { each: true }),
    ];
    for (const check of checks) check(target, property);
  };

const AreSubnets = (): PropertyDecorator =>
  ValidateBy({
    name: 'subnets',
    validator: {
      validate: (value) => !Array.isArray(value) || value.every(isSubnet),
      defaultMessage: () =>
        'addresses must contain IP addresses and subnets only, such as "203.0.113.7" or "2001:db8::/32"',
    },
  });

/** How long a token lasts, at most a year: a number with m, h or d. */
const IsLifetime = (): PropertyDecorator =>
  ValidateBy({
    name: 'lifetime',
    validator: {
      validate: (value) => lifetimeMs(value) !== undefined,
      defaultMessage: () => `expires_in must be ${LIFETIME_DESC}`,
    },
  });

/** What a lifetime may be, for messages. */
export const LIFETIME_DESC = 'a time from 5m to 365d, such as 90d, 8h or 30m';

const UNITS_MS: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000, d: 86_400_000 };
const LEAST_MS = 5 * 60_000;
const MOST_MS = 365 * 86_400_000;

/** The lifetime of a token that says none. */
export const DEFAULT_LIFETIME = '90d';

/** A lifetime in milliseconds; undefined where it is none. */
export function lifetimeMs(text: unknown): number | undefined {
  const [, number, unit = ''] = /^([1-9]\d{0,5})([mhd])$/.exec(typeof text === 'string' ? text : '') ?? [];
  const time = Number(number) * (UNITS_MS[unit] ?? NaN);
  return time >= LEAST_MS && time <= MOST_MS ? time : undefined;
}

/** The body of `POST /v1/service-tokens`. */
export class MakeTokenBody {
  @Length(1, NAME_MAX_LENGTH)
  @IsStorable()
  @IsKeyless()
  @Matches(/\S/, { message: 'name must not be blank; example: "Weekly report"' })
  name!: string;

  @IsIn(['agent', 'script'], { message: 'kind must be "agent" or "script"' })
  kind!: 'agent' | 'script';

  @Optional()
  @IsIn(PRESET_NAMES, { message: `preset must be one of ${PRESET_NAMES.join(', ')}` })
  preset?: PresetName;

  @IsList(MAX_ACTIONS)
  actions?: string[];

  @IsList(POWERS.length)
  @IsIn(POWERS, { each: true, message: `effects must contain only ${POWERS.join(', ')}` })
  effects?: Power[];

  @IsList(MAX_PERMISSIONS)
  permissions?: string[];

  @IsList(MAX_CONNECTIONS)
  connections?: string[];

  @Optional()
  @IsLifetime()
  expires_in?: string;

  @IsList(MAX_ADDRESSES)
  @AreSubnets()
  addresses?: string[];
}

const MAX_OVERLAP_S = 7 * 24 * 60 * 60;

/** How long the secret before a rotation counts, where it is not said: a day, in seconds. */
export const DEFAULT_OVERLAP_S = 24 * 60 * 60;

/** The body of `POST /v1/service-tokens/{id}/rotate`. */
export class RotateTokenBody {
  @Optional()
  @IsInt()
  @Min(0)
  @Max(MAX_OVERLAP_S)
  overlap_s?: number;

  @Optional()
  @IsLifetime()
  expires_in?: string;
}

/** The query of `GET /v1/service-tokens`. */
export class TokensQuery {
  @Optional()
  @IsPageLimit()
  limit?: string;

  /** `next.cursor` of the previous page. */
  @Optional()
  @Matches(/^tok_\w{1,40}$/, { message: 'cursor must be the one of the page before' })
  cursor?: string;
}
