import {
  ArrayMaxSize,
  IsArray,
  IsIn,
  IsInt,
  IsIP,
  IsISO8601,
  IsNotEmpty,
  IsObject,
  IsString,
  Max,
  MaxLength,
  Min,
} from 'class-validator';
import { IsConnectionName } from '../connectors/connection-name.js';
import { Optional } from '../http/body.pipe.js';
import { DOORS } from './cedar/catalogue.js';
import { MAX_VERSIONS } from './stored/policy-store.js';

const MAX_ID = 255;
const MAX_ROLES = 50;

/** Who calls, in `POST /v1/policies/explain`. */
export class ExplainedCaller {
  /** The id of a person, or of a token. */
  @IsString()
  @IsNotEmpty()
  @MaxLength(MAX_ID)
  id!: string;

  /** `service` and `agent` are agents in policies. */
  @IsIn(['user', 'agent', 'service'])
  type!: 'user' | 'agent' | 'service';

  /** Their roles; none if omitted. */
  @Optional()
  @IsArray()
  @ArrayMaxSize(MAX_ROLES)
  @IsString({ each: true })
  @MaxLength(MAX_ID, { each: true })
  roles?: string[];
}

/** The body of `POST /v1/policies/explain`. */
export class ExplainBody {
  /** The action; every action with an example of its input if omitted. */
  @Optional()
  @IsString()
  @MaxLength(MAX_ID)
  action?: string;

  /** The connector of the action; `anthropic` if omitted. */
  @Optional()
  @IsString()
  @MaxLength(MAX_ID)
  connector?: string;

  /** The connection; `default` if omitted. */
  @Optional()
  @IsConnectionName()
  connection?: string;

  /** The input of the action; its example if omitted. */
  @Optional()
  @IsObject()
  input?: object;

  /** Who calls; the caller of this route if omitted. */
  @Optional()
  @IsObject()
  as?: ExplainedCaller;

  /** Where the call comes in; `rest` if omitted. */
  @Optional()
  @IsIn([...DOORS])
  door?: string;

  /** The address that it comes from. */
  @Optional()
  @IsIP()
  source?: string;

  /** When, RFC 3339; now if omitted. */
  @Optional()
  @IsISO8601({ strict: true })
  at?: string;

  /** A version; what is in force if omitted, or else what is watched. */
  @Optional()
  @IsInt()
  @Min(0)
  @Max(MAX_VERSIONS)
  version?: number;
}
