import type { ReactElement } from 'react';
import { Button } from '../../ui/button.js';
import { Card, focusHeading } from '../../ui/card.js';
import { CodeBlock } from '../../ui/code-block.js';
import { CopyButton } from '../../ui/copy-button.js';
import { Tabs } from '../../ui/tabs.js';
import { Timestamp } from '../../ui/timestamp.js';
import { UntrustedText } from '../../ui/untrusted-text.js';
import { useEffect } from 'react';
import { snippetsOf } from './snippets.js';
import styles from './tokens.module.css';
import type { MadeToken } from './tokens-api.js';

const HEADING = 'made-token';

/** A token that was made now: it is shown this once, with how to use it. */
export function MadeTokenCard({
  made,
  onDone,
}: {
  readonly made: MadeToken;
  readonly onDone: () => void;
}): ReactElement {
  useEffect(() => focusHeading(HEADING), [made]);
  const platform = new URL('.', window.location.href).href;
  return (
    <Card title="Copy the token now" headingId={HEADING}>
      <p>
        This is the token <UntrustedText>{made.name}</UntrustedText>. It is not shown again.
        {made.expires_at !== undefined && (
          <>
            {' '}
            It ends at <Timestamp at={made.expires_at} />.
          </>
        )}
      </p>
      <CodeBlock label="Token">{made.token}</CodeBlock>
      <div className={styles.buttons}>
        <CopyButton text={made.token} label="Copy the token" />
        <Button onPress={onDone}>Done</Button>
      </div>
      <Tabs
        label="How to use it"
        views={snippetsOf(made.token, platform).map(({ id, title, text }) => ({
          id,
          title,
          view: (
            <div className={styles.snippet}>
              <CodeBlock label={title}>{text}</CodeBlock>
              <CopyButton text={text} label={`Copy ${title}`} />
            </div>
          ),
        }))}
      />
    </Card>
  );
}
