import type { ReactElement } from 'react';
import { useConnector } from '../../../session/connector-context.js';
import { Button } from '../../../ui/button.js';
import { FlaskConical, Play } from '../../../ui/icons.js';
import type { ActionDescription, ActionInput, SwitchState } from '../catalog/action.js';
import { isDestructive } from '../catalog/effects.js';
import oneStyles from '../detail/detail.module.css';
import type { RunOptions } from './use-run.js';
import styles from './run.module.css';

const OFF: Readonly<Record<SwitchState, string>> = {
  on: 'Preview changes nothing. It may read to check limitations.',
  off: 'It is switched off.',
  read_only: 'Read-only mode is on.',
};

/** The buttons that run or preview an action. */
export function RunButtons({
  action,
  input,
  isSending,
  reason,
  state,
  onStart,
}: {
  readonly action: ActionDescription;
  readonly input: ActionInput;
  readonly isSending: boolean;
  /** Why the action cannot run. */
  readonly reason: string | undefined;
  readonly state: SwitchState;
  readonly onStart: (options?: RunOptions) => void;
}): ReactElement {
  const { vendor } = useConnector();
  const isDisabled = reason !== undefined || state !== 'on';
  if (!action.available) {
    return (
      <div className={oneStyles.buttons}>
        <Button type="submit" variant="primary" isPending={isSending} isDisabled={reason !== undefined}>
          Show the alternative
        </Button>
        <p className={styles.reason}>{reason ?? `Nothing is sent to ${vendor}.`}</p>
      </div>
    );
  }
  return (
    <div className={oneStyles.buttons}>
      <Button
        type="submit"
        variant={isDestructive(action.effect, input) ? 'danger' : 'primary'}
        icon={Play}
        isPending={isSending}
        isDisabled={isDisabled}
      >
        {isDestructive(action.effect, input) ? 'Run …' : 'Run'}
      </Button>
      <Button
        icon={FlaskConical}
        isDisabled={isDisabled || isSending}
        onPress={() => onStart({ dryRun: true })}
      >
        Preview
      </Button>
      <p className={styles.reason}>{reason ?? OFF[state]}</p>
    </div>
  );
}
