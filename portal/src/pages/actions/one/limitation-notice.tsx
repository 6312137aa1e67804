import type { ReactElement } from 'react';
import type { Limitation } from '../../../api/problem-body.js';
import { Notice } from '../../../ui/notice.js';
import { ReadyButton } from './ready-button.js';
import styles from './one.module.css';

/** What the API does not offer: why, what to do instead, and the way there where the input says enough. */
export const LimitationNotice = ({
  limitation: { title, reason, workaround, reference, alternative },
  live = false,
}: {
  readonly limitation: Omit<Limitation, 'id'>;
  readonly live?: boolean;
}): ReactElement => (
  <Notice
    tone="warn"
    title={title}
    live={live}
    actions={alternative && <ReadyButton ready={alternative} words="Use the alternative" variant="primary" />}
  >
    <p>{reason}</p>
    <p>{workaround}</p>
    {reference !== undefined && (
      <p className={styles.reference}>
        <a href={reference} target="_blank" rel="noreferrer">
          What the documentation says
        </a>
      </p>
    )}
  </Notice>
);
