import type { ReactElement } from 'react';
import { Unreachable } from '../../api/api-problem.js';
import { useConnector } from '../../session/connector-context.js';
import { Button } from '../../ui/button.js';
import { Notice } from '../../ui/notice.js';
import { ProblemNotice } from '../../ui/problem-notice.js';
import { LONG_S, useSeconds } from '../../ui/seconds.js';
import { isOtherOrganization, isUndetermined, titleOf } from './save-problems.js';
import type { KeySaver, Saving } from './use-save-key.js';

/** The progress and the result of saving. */
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
      return <Checking slow="Nothing is saved until it does." />;
    case 'stopped':
      return (
        <Notice tone="warn" live title="You stopped waiting">
          <p>The key may have been saved. The current connection is shown above; you can save again.</p>
        </Notice>
      );
    case 'failed':
      return isOtherOrganization(saving.problem) ? null : (
        <Failure problem={saving.problem} hasConnection={hasConnection} onSave={onSave} />
      );
  }
}

/** That a key is being checked, and for how long once it is long. */
export function Checking({
  slow,
}: {
  /** What to know while it is slow. */ readonly slow: string;
}): ReactElement {
  const { vendor } = useConnector();
  const seconds = useSeconds();
  return (
    <Notice live title={`Checking the key with ${vendor}`}>
      {seconds >= LONG_S && (
        <p>
          {vendor} is slow to answer. {slow} {/* Each second would be too much to listen to. */}
          <span aria-hidden>{seconds} s</span>
        </p>
      )}
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
  const connector = useConnector();
  if (problem instanceof Unreachable) {
    return (
      <Notice tone="warn" live title="The platform became unreachable before it answered">
        <p>
          The key is still in the field. Once the platform is back, the connection is shown above; save again
          if it does not show this key.
        </p>
      </Notice>
    );
  }
  const undetermined = isUndetermined(problem);
  return (
    <ProblemNotice
      problem={problem}
      title={titleOf(problem, connector)}
      actions={
        undetermined && (
          <>
            <Button onPress={() => void onSave()}>Try again</Button>
            {!hasConnection && (
              <Button onPress={() => void onSave({ keepPending: true })}>Save without checking</Button>
            )}
          </>
        )
      }
    />
  );
}
