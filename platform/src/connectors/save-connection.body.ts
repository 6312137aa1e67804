import { IsBoolean, IsString } from 'class-validator';
import { Optional } from './optional.decorator.js';

/** The body of `PUT .../connections/{name}`. */
export class SaveConnectionBody {
  /** A key that is missing is the connector's business: it says what to paste and where to make it. */
  @Optional()
  @IsString()
  api_key?: string;

  /** Lets a key of another organization replace the one that is stored. */
  @Optional()
  @IsBoolean()
  confirm_organization_change?: boolean;

  /** Keeps a first key that could not be checked; it is not used before a check has found it valid. */
  @Optional()
  @IsBoolean()
  keep_pending?: boolean;
}
