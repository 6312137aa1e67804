import type { ReactElement } from 'react';
import styles from './timestamp.module.css';

const FORMAT = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });
const EXACT = new Intl.DateTimeFormat(undefined, { dateStyle: 'full', timeStyle: 'long' });

/** A time in the user's time zone, with the exact time as a tooltip. */
export function Timestamp({ at }: { /** RFC 3339. */ readonly at: string }): ReactElement {
  const date = new Date(at);
  return (
    <time className={styles.moment} dateTime={at} title={EXACT.format(date)}>
      {FORMAT.format(date)}
    </time>
  );
}
