import type { ReactElement } from 'react';
import type { Limitation } from '../../../api/problem-body.js';
import { Notice } from '../../../ui/notice.js';
import { ReadyButton } from './ready-button.js';
import styles from './one.module.css';

/** What the API does not offer: why, what to do instead, and the way there where the input says enough. */
export const LimitationNotice = ({
  limitation: { title, reason, workaround, reference, alternative },
  as,
}: {
  readonly limitation: Omit<Limitation, 'id'>;
  /** `fact`: before anything is run; `refusal`: of a run; `answer`: to a run whose page has told the fact already. */
  readonly as: 'fact' | 'refusal' | 'answer';
}): ReactElement => (
  <Notice
    tone={as === 'answer' ? 'info' : 'warn'}
    title={as === 'answer' ? 'The way around' : title}
    live={as !== 'fact'}
    actions={alternative && <ReadyButton ready={alternative} words="Use the alternative" variant="primary" />}
  >
    {as !== 'answer' && <p>{reason}</p>}
    <p>{workaround}</p>
    {as !== 'answer' && reference !== undefined && (
      <p className={styles.reference}>
        <a href={reference} target="_blank" rel="noreferrer">
          What the documentation says
        </a>
      </p>
    )}
  </Notice>
);
