import { IsBoolean, IsInt, IsObject, Max, Min } from 'class-validator';
import { IsConnectionName } from '../connectors/connection-name.js';
import { GoesWith, Optional } from '../http/body.pipe.js';

/** Maximum pages of one invocation; split larger reads. */
const MAX_PAGES = 10_000;

/** The body of `POST .../actions/{id}/invoke`. */
export class InvokeBody {
  /** The tenant's connection; `default` if omitted. */
  @Optional()
  @IsConnectionName()
  connection?: string;

  /** The input of the action, which the connector validates. */
  @Optional()
  @IsObject()
  input?: object;

  /** Checks everything without running the action; it may read where a limitation depends on it. */
  @Optional()
  @IsBoolean()
  dry_run?: boolean;

  /** Marks a read that a page makes by itself, such as one of names; the audit tells it from what a person did. */
  @Optional()
  @IsBoolean()
  look_up?: boolean;

  /** Reads a list to its end instead of one page; `meta.partial` reports an early end. */
  @Optional()
  @IsBoolean()
  all?: boolean;

  /** Maximum number of pages that `all` reads. */
  @Optional()
  @IsInt()
  @Min(1)
  @Max(MAX_PAGES)
  @GoesWith('all')
  max_pages?: number;
}

/** The body of `POST .../actions/{id}/plan`. */
export class PlanBody {
  /** The tenant's connection; `default` if omitted. */
  @Optional()
  @IsConnectionName()
  connection?: string;

  /** The input of the action, which the connector validates. */
  @Optional()
  @IsObject()
  input?: object;
}
