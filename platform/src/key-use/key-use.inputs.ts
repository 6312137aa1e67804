import type { InputIssue } from 'anthropic-admin-connector';
import type { MountedConnector } from 'anthropic-admin-connector/kit';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsIn,
  IsInt,
  IsString,
  Matches,
  Max,
  MaxLength,
  Min,
  ValidateBy,
} from 'class-validator';
import { invalid, Optional } from '../http/body.pipe.js';
import { DAYS, EFFECTS, type Day, type KeyUsePolicy } from '../stores/key-use/key-use-policy.js';

/** No list of actions is longer than the catalogue. */
const MAX_ACTIONS = 1_000;
const MAX_PACKS = 100;
const MAX_CALLS = 1_000_000;
const LONGEST_ZONE = 64;

/** A list without an entry would allow nothing. */
const IsList =
  (max: number): PropertyDecorator =>
  (target, property) => {
    for (const check of [ArrayMaxSize(max), ArrayMinSize(1), IsArray(), Optional()]) check(target, property);
  };

const IsTime = (form: RegExp, message: string): PropertyDecorator => Matches(form, { message });

const GivenWith = (other: string): PropertyDecorator =>
  ValidateBy({
    name: 'givenWith',
    validator: {
      validate: (value, problem) => {
        const also = (problem?.object as Record<string, unknown>)[other];
        return also !== undefined && also !== value;
      },
      defaultMessage: (problem) => `${problem?.property} goes with ${other}, which must be another time`,
    },
  });

/** An identifier of the IANA database; an offset has no summer time. */
const ZONE_FORM = /^[A-Za-z][\w+-]*(?:\/[\w+-]+)*$/;

const isZone = (name: unknown): boolean => {
  if (typeof name !== 'string' || name.length > LONGEST_ZONE || !ZONE_FORM.test(name)) return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
};

const IsZone = (): PropertyDecorator =>
  ValidateBy({
    name: 'timeZone',
    validator: {
      validate: isZone,
      defaultMessage: () => 'time_zone must be the IANA name of a time zone, such as Europe/Vienna',
    },
  });

/** The body of `PUT .../connections/{name}/key-use`; what is left out allows all. */
export class KeyUseBody {
  @IsList(MAX_ACTIONS)
  @IsString({ each: true })
  @MaxLength(LONGEST_ZONE, { each: true })
  actions?: string[];

  @IsList(MAX_PACKS)
  @IsString({ each: true })
  @MaxLength(LONGEST_ZONE, { each: true })
  packs?: string[];

  @IsList(EFFECTS.length)
  @IsIn(EFFECTS, { each: true, message: `effects must contain only ${EFFECTS.join(', ')}` })
  effects?: (typeof EFFECTS)[number][];

  @IsList(DAYS.length)
  @IsIn(DAYS, { each: true, message: `days must contain only ${DAYS.join(', ')}` })
  days?: Day[];

  @Optional()
  @IsTime(/^(?:[01]\d|2[0-3]):[0-5]\d$/, 'from must be a time from 00:00 to 23:59, such as 08:00')
  @GivenWith('until')
  from?: string;

  @Optional()
  @IsTime(/^(?:(?:[01]\d|2[0-3]):[0-5]\d|24:00)$/, 'until must be a time from 00:00 to 24:00, such as 18:00')
  @GivenWith('from')
  until?: string;

  @Optional()
  @IsZone()
  time_zone?: string;

  @Optional()
  @IsInt()
  @Min(1)
  @Max(MAX_CALLS)
  calls_per_day?: number;
}

/** Where actions and packs are looked up. */
export type KnownActions = Pick<MountedConnector, 'describe' | 'manifest'>;

/**
 * The policy of a body.
 * @throws PlatformError invalid_input where it limits nothing, or names an action or a pack that does not exist.
 */
export function policyFrom(body: KeyUseBody, connector: KnownActions): KeyUsePolicy {
  const { manifest } = connector;
  const { actions, packs, effects, days, from, until, time_zone = 'UTC', calls_per_day } = body;
  const issues: InputIssue[] = [];
  if (actions?.some((id) => !connector.describe(id)))
    issues.push(unknown('actions', `GET /v1/connectors/${manifest.id}/actions?include=all lists their ids`));
  if (packs?.some((pack) => !Object.hasOwn(manifest.packs, pack)))
    issues.push(unknown('packs', `the packs are ${Object.keys(manifest.packs).join(', ')}`));
  const limits = { actions, packs, effects, days, from, until, calls_per_day };
  if (Object.values(limits).every((one) => one === undefined)) issues.push(LIMITS_NOTHING);
  if (issues.length > 0) throw invalid('policy', issues);
  return {
    ...(actions && { actions: [...new Set(actions)] }),
    ...(packs && { packs: [...new Set(packs)] }),
    ...(effects && { effects: EFFECTS.filter((one) => effects.includes(one)) }),
    ...(days && { days: DAYS.filter((one) => days.includes(one)) }),
    ...(from !== undefined && until !== undefined && { from, until }),
    time_zone,
    ...(calls_per_day !== undefined && { calls_per_day }),
  };
}

/** The unknown name is not repeated, because it may be anything. */
const unknown = (path: string, where: string): InputIssue => ({
  path,
  rule: `unknown_${path}`,
  message: `${path} must contain existing ${path} only; ${where}`,
});

const LIMITS_NOTHING: InputIssue = {
  path: '',
  rule: 'limits_nothing',
  message: 'the policy must limit something: actions, packs, effects, days, from and until, or calls_per_day',
};
