import { useEffect, useState, type ReactElement } from 'react';
import { Unreachable } from '../../api/unreachable.js';
import { Button } from '../../ui/button.js';
import { Notice } from '../../ui/notice.js';
import { ProblemNotice } from '../../ui/problem-notice.js';
import { isOtherOrganization, isUndetermined, titleOf } from './save-problems.js';
import type { KeySaver, Saving } from './use-save-key.js';

const SLOW_MS = 4_000;

/** How saving goes and how it went, in place. */
export function SaveProgress({
  saving,
  hasConnection,
  onSave,
}: {
  readonly saving: Saving;
  readonly hasConnection: boolean;
  readonly onSave: KeySaver['save'];
}): ReactElement | null {
  switch (saving.status) {
    case 'idle':
      return null;
    case 'saving':
      return <Checking />;
    case 'stopped':
      return (
        <Notice tone="warn" live title="You stopped waiting">
          <p>The key may have been saved all the same: what is connected shows above. You can save again.</p>
        </Notice>
      );
    case 'failed':
      return isOtherOrganization(saving.problem) ? null : (
        <Failure problem={saving.problem} hasConnection={hasConnection} onSave={onSave} />
      );
  }
}

function Checking(): ReactElement {
  const [slow, setSlow] = useState(false);
  useEffect(() => {
    const timer = window.setTimeout(() => setSlow(true), SLOW_MS);
    return () => window.clearTimeout(timer);
  }, []);
  return (
    <Notice live title="Checking the key with Anthropic">
      {slow && <p>Anthropic takes its time to answer. Nothing is saved before it has.</p>}
    </Notice>
  );
}

function Failure({
  problem,
  hasConnection,
  onSave,
}: {
  readonly problem: unknown;
  readonly hasConnection: boolean;
  readonly onSave: KeySaver['save'];
}): ReactElement {
  if (problem instanceof Unreachable) {
    return (
      <Notice tone="warn" live title="The platform went away before it answered">
        <p>
          The key is still in the field. Once the platform is back, what is connected shows above: save again
          if it is not this key.
        </p>
      </Notice>
    );
  }
  const undetermined = isUndetermined(problem);
  return (
    <ProblemNotice
      problem={problem}
      title={titleOf(problem)}
      actions={
        undetermined && (
          <>
            <Button onPress={() => void onSave()}>Try again</Button>
            {!hasConnection && (
              <Button onPress={() => void onSave({ keepPending: true })}>Keep it, check it later</Button>
            )}
          </>
        )
      }
    />
  );
}
