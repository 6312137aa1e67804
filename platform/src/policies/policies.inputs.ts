import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsInt,
  IsNotEmpty,
  IsObject,
  IsString,
  IsTimeZone,
  Matches,
  Max,
  MaxLength,
  Min,
  ValidateIf,
} from 'class-validator';
import { IsKeyless, IsStorable, Optional } from '../http/body.pipe.js';
import { IsPageLimit } from '../http/page.js';
import { MAX_TEXT } from './cedar/bounds.js';
import { REPLAY_DAYS } from './replay.js';
import { MAX_VERSIONS } from './stored/policy-store.js';

const MAX_REASON = 300;
const MAX_ID = 255;

/** A reason for a change, in one line. */
const IsReason = (): PropertyDecorator => (target, name) => {
  for (const check of [IsString(), IsNotEmpty(), MaxLength(MAX_REASON), IsStorable(), IsKeyless()])
    check(target, name);
};

/** Policies, which are stored and shown. */
const IsPolicies = (): PropertyDecorator => (target, name) => {
  for (const check of [IsString(), MaxLength(MAX_TEXT), IsKeyless()]) check(target, name);
};

/** The body of `POST /v1/policies/check`. */
export class CheckBody {
  /** Policies in Cedar. */
  @IsPolicies()
  text!: string;

  /** Of hours and days, by its name of IANA; UTC if omitted. */
  @Optional()
  @IsTimeZone()
  time_zone?: string;

  /** How many days of the audit are replayed; 30 if omitted, none for 0. */
  @Optional()
  @IsInt()
  @Min(0)
  @Max(REPLAY_DAYS)
  days?: number;
}

/** The body of `POST /v1/policies/versions`. */
export class SaveBody {
  /** Policies in Cedar. */
  @IsPolicies()
  text!: string;

  /** Of hours and days, by its name of IANA; UTC if omitted. */
  @Optional()
  @IsTimeZone()
  time_zone?: string;

  /** Why, for those who read the versions. */
  @IsReason()
  reason!: string;
}

/** Null says that there is none. */
const OrNull = (): PropertyDecorator => ValidateIf((_, value) => value !== null && value !== undefined);

/** The body of `PUT /v1/policies/state`; what is left out stays as it is. */
export class StateBody {
  /** The version that is in force; null for none. */
  @OrNull()
  @IsInt()
  @Min(0)
  @Max(MAX_VERSIONS)
  on?: number | null;

  /** The version whose decisions are only noted; null for none. */
  @OrNull()
  @IsInt()
  @Min(0)
  @Max(MAX_VERSIONS)
  watch?: number | null;

  /** Why, for the audit. */
  @IsReason()
  reason!: string;
}

/** The body of `POST /v1/policies/break-glass`. */
export class GlassBody {
  /** Why, for everybody who is notified. */
  @IsReason()
  reason!: string;
}

/** A template and the values of its form. */
export class FilledTemplateBody {
  /** Its id. */
  @IsString()
  @MaxLength(MAX_ID)
  template!: string;

  /** The values; defaults for what is left out. */
  @Optional()
  @IsObject()
  values?: Record<string, unknown>;
}

/** The body of `POST /v1/policies/compose`. */
export class ComposeBody {
  /** Templates and their values. */
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(20)
  @IsObject({ each: true })
  templates!: FilledTemplateBody[];
}

/** The query of `GET /v1/policies/versions`. */
export class VersionsQuery {
  /** The size of the page; 100 if omitted. */
  @Optional()
  @IsPageLimit()
  limit?: string;

  /** Where the page begins, from the page before. */
  @Optional()
  @Matches(/^\d{1,4}$/, { message: 'cursor must be one that a page has returned' })
  cursor?: string;
}
