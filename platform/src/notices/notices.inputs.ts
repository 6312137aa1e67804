import { randomBytes } from 'node:crypto';
import { ArrayMaxSize, ArrayMinSize, ArrayUnique, IsArray, IsEmail, IsIn, Matches } from 'class-validator';
import { invalid, IsKeyless, Optional } from '../http/body.pipe.js';
import { IsPageLimit } from '../http/page.js';
import { NOTICE_EVENTS, type NoticeEvent, type TargetSettings } from './notice.js';

const LONGEST_URL = 2_000;

/** The body of `POST /v1/notices/targets`. */
export class TargetBody {
  @IsIn(['webhook', 'slack', 'email'])
  kind!: 'webhook' | 'slack' | 'email';

  /** Of a webhook, and of Slack. */
  @Optional()
  @Matches(/^https?:\/\/[^\s]{1,1990}$/, {
    message: 'url must be a web address, such as https://example.com/hook',
  })
  @IsKeyless()
  url?: string;

  /** Of a webhook; made if omitted. */
  @Optional()
  @Matches(/^whsec_[A-Za-z0-9+/]{32,88}={0,2}$/, {
    message:
      'secret must be whsec_ and 24 to 64 bytes in base64, such as whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
  })
  secret?: string;

  /** Addresses of mails. */
  @Optional()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(20)
  @IsEmail({}, { each: true, message: 'to must hold e-mail addresses, such as security@example.com' })
  to?: string[];

  /** The events that it is notified of; all if omitted. */
  @Optional()
  @IsArray()
  @ArrayUnique()
  @IsIn([...NOTICE_EVENTS], { each: true, message: 'events must hold events, such as approval.opened' })
  events?: NoticeEvent[];
}

/** The query of `GET /v1/notices/log`. */
export class NoticesQuery {
  @Optional()
  @IsPageLimit()
  limit?: string;
}

/** A new secret by Standard Webhooks. */
const newSecret = (): string => `whsec_${randomBytes(24).toString('base64')}`;

/** The settings in a body. @throws PlatformError invalid_input */
export function settingsIn({ kind, url, secret, to }: TargetBody, allowPrivate: boolean): TargetSettings {
  const wrong = (path: string, message: string): never => {
    throw invalid('body', [{ path, rule: 'target', message }]);
  };
  if (kind === 'email')
    return to === undefined ? wrong('to', 'to is required, such as ["security@example.com"]') : { kind, to };
  if (url === undefined || url.length > LONGEST_URL || !URL.canParse(url))
    return wrong('url', 'url is required, such as https://example.com/hook');
  const { protocol, username, password } = new URL(url);
  if (protocol !== 'https:' && !allowPrivate) return wrong('url', 'url must begin with https://');
  if (username !== '' || password !== '') return wrong('url', 'url must have no user and password');
  return kind === 'slack' ? { kind, url } : { kind, url, secret: secret ?? newSecret() };
}
