import type { ReactElement } from 'react';
import styles from './timestamp.module.css';

const MINUTES = {
  year: 'numeric',
  month: 'short',
  day: 'numeric',
  hour: 'numeric',
  minute: '2-digit',
  timeZoneName: 'short',
} as const;

const LOCAL = new Intl.DateTimeFormat(undefined, MINUTES);
const UTC_TIME = new Intl.DateTimeFormat(undefined, { ...MINUTES, timeZone: 'UTC' });
const UTC_DAY = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeZone: 'UTC' });

/** A moment in the user's time zone, which it names; UTC as a tooltip. */
export function Timestamp({ at }: { /** RFC 3339. */ readonly at: string }): ReactElement {
  const date = new Date(at);
  return (
    <time className={styles.moment} dateTime={at} title={exactly(date)}>
      {LOCAL.format(date)}
    </time>
  );
}

/** A day, or the beginning or end of a span that is counted in UTC, in UTC; the user's time zone as a tooltip. */
export function UtcTime({ at }: { /** RFC 3339, or a day. */ readonly at: string }): ReactElement {
  const date = new Date(at);
  return (
    <time className={styles.moment} dateTime={at} title={LOCAL.format(date)}>
      {date.getTime() % DAY_MS === 0 ? `${UTC_DAY.format(date)} UTC` : UTC_TIME.format(date)}
    </time>
  );
}

const DAY_MS = 86_400_000;

const exactly = (date: Date): string => `${date.toISOString().slice(0, 19).replace('T', ' ')} UTC`;
