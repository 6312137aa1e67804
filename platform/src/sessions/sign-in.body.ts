import { Length } from 'class-validator';

/** The body of `POST /v1/session`. */
export class SignInBody {
  /** The code of a sign-in link. */
  @Length(1, 256, { message: 'code must be the code of a sign-in link' })
  code: string;
}
