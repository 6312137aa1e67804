import { IsBoolean, IsInt, IsObject, Max, Min } from 'class-validator';
import { IsConnectionName } from '../connectors/connection-name.js';
import { GoesWith, Optional } from '../http/body.pipe.js';

/** The most pages of one invocation: more belong into several. */
const MAX_PAGES = 10_000;

/** The body of `POST .../actions/{id}/invoke`. */
export class InvokeBody {
  /** The tenant's connection; `default` where left out. */
  @Optional()
  @IsConnectionName()
  connection?: string;

  /** The input of the action; what is in it is the connector's to judge. */
  @Optional()
  @IsObject()
  input?: object;

  /** Checks everything and sends nothing. */
  @Optional()
  @IsBoolean()
  dry_run?: boolean;

  /** Reads a list to its end, in place of one page of it; `meta.partial` says where it had to stop before. */
  @Optional()
  @IsBoolean()
  all?: boolean;

  /** How many pages `all` may read. */
  @Optional()
  @IsInt()
  @Min(1)
  @Max(MAX_PAGES)
  @GoesWith('all')
  max_pages?: number;
}
