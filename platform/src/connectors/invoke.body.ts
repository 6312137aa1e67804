import { IsBoolean, IsObject } from 'class-validator';
import { IsConnectionName } from './connection-name.js';
import { Optional } from './optional.decorator.js';

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
}
