import { optional, readEnvironment, secret, whole } from '../config/environment.js';
import { oneOf } from '../config/environment.js';

/** The environment variables of notices. */
export const NOTICE_VARIABLES = {
  NOTICES_SMTP_URL: secret(
    optional(smtpUrl, {
      desc: 'the smtp or smtps URL of a mail server',
      example: 'smtps://user:password@mail.example.com',
    }),
  ),
  NOTICES_FROM: optional((text) => (/^[^\r\n]{3,200}$/.test(text) && text.includes('@') ? text : undefined), {
    desc: 'the sender of mails',
    example: 'Approvals <approvals@example.com>',
  }),
  NOTICES_PRIVATE_ADDRESSES: oneOf(['refused', 'allowed'], 'refused'),
  NOTICES_PAUSE_MS: whole(50, 3_600_000, 2_000),
  NOTICES_ATTEMPTS: whole(1, 30, 12),
};

/** What an operator configures for notices. */
export interface NoticeSettings {
  readonly smtp: string | undefined;
  readonly from: string | undefined;
  /** Whether webhooks may be at private addresses. */
  readonly allowPrivate: boolean;
  /** Time between two looks into the outbox, milliseconds. */
  readonly pauseMs: number;
  /** How often a notice is tried. */
  readonly attempts: number;
}

/**
 * Reads the settings from environment variables.
 * @throws SettingsError that names the invalid variable and shows a valid value.
 */
export function noticeSettingsFrom(env: NodeJS.ProcessEnv): NoticeSettings {
  const values = readEnvironment(NOTICE_VARIABLES, env);
  return {
    smtp: values.NOTICES_SMTP_URL,
    from: values.NOTICES_FROM,
    allowPrivate: values.NOTICES_PRIVATE_ADDRESSES === 'allowed',
    pauseMs: values.NOTICES_PAUSE_MS,
    attempts: values.NOTICES_ATTEMPTS,
  };
}

function smtpUrl(text: string): string | undefined {
  return URL.canParse(text) && /^smtps?:$/.test(new URL(text).protocol) ? text : undefined;
}
