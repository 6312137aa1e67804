import { useState, type ReactElement } from 'react';
import { Button } from '../../ui/button.js';
import type { PolicyState, StateChange } from './policies-api.js';
import styles from './policies.module.css';
import { SetDialog } from './set-dialog.js';

/** Watches a version, or puts it in force, or ends either. */
export function VersionButtons({
  version,
  state,
  mayWrite,
}: {
  readonly version: number;
  readonly state: PolicyState;
  readonly mayWrite: boolean;
}): ReactElement {
  const [asked, setAsked] = useState<StateChange>();
  const { on, watch } = state;
  const isOn = on === version;
  const isWatched = watch === version;
  const isBack = on !== null && version < on;
  const button = (label: string, change: StateChange): ReactElement => (
    <Button
      isDisabled={!mayWrite}
      onPress={() => setAsked(change)}
      aria-label={`${label}: version ${version}`}
    >
      {label}
    </Button>
  );
  return (
    <div className={styles.buttons}>
      {isWatched ? button('Stop watching', { watch: null }) : !isOn && button('Watch', { watch: version })}
      {isOn
        ? button('Turn off', { on: null })
        : button(isBack ? 'Roll back' : 'Put in force', {
            on: version,
            ...(isWatched && { watch: null }),
          })}
      {asked && <SetDialog state={state} change={asked} onClose={() => setAsked(undefined)} />}
    </div>
  );
}
