import { titleOf } from 'anthropic-admin-connector/key-format';
import type { ReactElement } from 'react';
import type { Limitation } from '../../../api/api-problem.js';
import { Notice } from '../../../ui/notice.js';
import { ActionWords } from '../catalog/action-words.js';
import { ReadyButton } from './ready-button.js';
import styles from './detail.module.css';

/** A limitation of the API: the reason, the workaround, and a link to the alternative if the input allows it. */
export const LimitationNotice = ({
  limitation: { title, reason, workaround, reference, alternative },
  as,
}: {
  readonly limitation: Omit<Limitation, 'id'>;
  /** `fact`: before a run; `refusal`: after a failed run; `answer`: after a run on a page that shows the fact already. */
  readonly as: 'fact' | 'refusal' | 'answer';
}): ReactElement => (
  <Notice
    tone={as === 'answer' ? 'info' : 'warn'}
    title={as === 'answer' ? 'What you can do instead' : title}
    live={as !== 'fact'}
    actions={alternative && <ReadyButton ready={alternative} words="Use the alternative" variant="primary" />}
  >
    {as !== 'answer' && (
      <p>
        <ActionWords text={reason} />
      </p>
    )}
    {!(as === 'answer' && alternative) && (
      <p>
        <ActionWords text={workaround} />
      </p>
    )}
    {alternative?.loses && (
      <p>{`The alternative does not set: ${alternative.loses.map(titleOf).join(', ')}.`}</p>
    )}
    {as !== 'answer' && reference !== undefined && (
      <p className={styles.reference}>
        <a href={reference} target="_blank" rel="noreferrer">
          Read the documentation
        </a>
      </p>
    )}
  </Notice>
);
