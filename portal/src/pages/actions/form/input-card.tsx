import { lazy, Suspense, useEffect, useRef, useState, type FormEvent, type ReactElement } from 'react';
import type { Issue } from '../../../api/problem-body.js';
import { useMay } from '../../../session/session-context.js';
import { Button } from '../../../ui/button.js';
import { Card } from '../../../ui/card.js';
import { Skeleton } from '../../../ui/skeleton.js';
import type { ActionDescription, Input } from '../catalog/action.js';
import { useSwitches } from '../catalog/use-switches.js';
import { stateOf } from '../catalog/switch-state.js';
import oneStyles from '../one/one.module.css';
import { Progress } from '../run/progress.js';
import { RunButtons } from '../run/run-buttons.js';
import type { Run, RunOptions } from '../run/use-run.js';
import styles from './form.module.css';
import { JsonInput } from './json-input.js';

// Forms weigh as much as the rest of the page, which shows without them.
const InputForm = lazy(() => import('./input-form.js'));

/** The input of an action, as a form or as JSON, and the buttons that run it. */
export function InputCard({
  action,
  data,
  issues,
  run,
  onChange,
  onStart,
}: {
  readonly action: ActionDescription;
  readonly data: Input;
  readonly issues: readonly Issue[];
  readonly run: Run;
  readonly onChange: (data: Input) => void;
  readonly onStart: (options?: RunOptions) => void;
}): ReactElement {
  const may = useMay('connections:use');
  const state = stateOf(action, useSwitches());
  const [asJson, setAsJson] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (issues.length > 0) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [issues]);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (may && !run.isSending) onStart();
  };
  const hasFields = Object.keys(action.inputSchema.properties ?? {}).length > 0;

  return (
    <Card
      title="Input"
      aside={
        hasFields && (
          <div className={oneStyles.tools}>
            <Button variant="quiet" onPress={() => onChange(action.example)}>
              Fill in the example
            </Button>
            <Button variant="quiet" onPress={() => setAsJson(!asJson)}>
              {asJson ? 'Show as a form' : 'Edit as JSON'}
            </Button>
          </div>
        )
      }
    >
      <form ref={form} className={styles.form} onSubmit={submit} noValidate>
        {!hasFields && <p>It takes no input.</p>}
        {/* The buttons come with the fields: they would move away under the pointer, and Tab would pass the fields by. */}
        <Suspense fallback={<Skeleton />}>
          {hasFields &&
            (asJson ? (
              <JsonInput data={data} onChange={onChange} />
            ) : (
              <InputForm action={action} data={data} issues={issues} onChange={onChange} />
            ))}
          <RunButtons
            action={action}
            isSending={run.isSending}
            reason={
              may
                ? undefined
                : 'You may not run actions: that wants the permission anthropic:connections:use.'
            }
            isOff={state !== 'on'}
            onStart={onStart}
          />
          {run.isSending && <Progress isWrite={action.effect.kind !== 'read'} onCancel={run.cancel} />}
        </Suspense>
      </form>
    </Card>
  );
}
