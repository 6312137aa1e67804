import type { ReactElement } from 'react';
import styles from './moment.module.css';

const FORMAT = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });
const EXACT = new Intl.DateTimeFormat(undefined, { dateStyle: 'full', timeStyle: 'long' });

/** A moment in the reader's own time zone; the whole of it as a tooltip. */
export function Moment({ at }: { /** RFC 3339. */ readonly at: string }): ReactElement {
  const date = new Date(at);
  return (
    <time className={styles.moment} dateTime={at} title={EXACT.format(date)}>
      {FORMAT.format(date)}
    </time>
  );
}
