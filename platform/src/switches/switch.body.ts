import { ArrayMaxSize, IsArray, IsBoolean, IsString } from 'class-validator';
import { Optional } from '../http/body.pipe.js';

/** No list of actions is longer than the catalogue. */
const MAX_OFF = 1_000;

/** The body of `PUT .../actions/{id}/switch`. */
export class SwitchBody {
  /** Whether the action can be invoked. */
  @IsBoolean()
  enabled!: boolean;
}

/** The body of `PUT .../switches`; what is left out stays as it is. */
export class SwitchesBody {
  /** Whether everything that writes is off. */
  @Optional()
  @IsBoolean()
  read_only?: boolean;

  /** The actions that are off, all of them: any other is on afterwards. */
  @Optional()
  @IsArray()
  @ArrayMaxSize(MAX_OFF)
  @IsString({ each: true })
  off?: string[];
}
