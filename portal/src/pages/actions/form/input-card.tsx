import { lazy, Suspense, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { FormEvent, ReactElement } from 'react';
import type { Issue } from '../../../api/api-problem.js';
import { useConnector } from '../../../session/connector-context.js';
import { allows, useSession } from '../../../session/session-context.js';
import { Button } from '../../../ui/button.js';
import { ConfirmDialog } from '../../../ui/confirm-dialog.js';
import { sourcesOf } from '../pickers/sources.js';
import { exampleFor, isSame } from './example.js';
import { Card } from '../../../ui/card.js';
import { Skeleton } from '../../../ui/skeleton.js';
import { stateOf } from '../catalog/action.js';
import type { ActionDescription, ActionInput } from '../catalog/action.js';
import { useSwitches } from '../catalog/catalog-api.js';
import { missingPermission } from '../catalog/effects.js';
import detailStyles from '../detail/detail.module.css';
import { RunProgress } from '../run/run-progress.js';
import { RunButtons } from '../run/run-buttons.js';
import type { Run, RunOptions } from '../run/use-run.js';
import styles from './form.module.css';
import { JsonInput } from './json-input.js';
import { UnfinishedContext, type ReportUnfinished } from './unfinished.js';

// Forms are as large as the rest of the page, which renders without them.
const InputForm = lazy(() => import('./input-form.js'));

/** The input of an action, as a form or as JSON, and its buttons. */
export function InputCard({
  action,
  data,
  issues,
  run,
  onChange,
  onStart,
}: {
  readonly action: ActionDescription;
  readonly data: ActionInput;
  readonly issues: readonly Issue[];
  readonly run: Run;
  readonly onChange: (data: ActionInput) => void;
  readonly onStart: (options?: RunOptions) => void;
}): ReactElement {
  const connector = useConnector();
  const { permissions } = useSession();
  const lacks = missingPermission(action, data, (one) => allows(permissions, `${connector.id}:${one}`));
  const state = stateOf(action, useSwitches());
  const [asJson, setAsJson] = useState(false);
  const [unfinished, setUnfinished] = useState<ReadonlyMap<string, string>>(new Map());
  // Another key starts the text over, also where the input stays the same.
  const [texts, setTexts] = useState(0);
  const renew = (): void => setTexts(texts + 1);
  const report: ReportUnfinished = useCallback(
    (id, problem) =>
      setUnfinished((known) => {
        if (known.get(id) === problem) return known;
        const others = [...known].filter(([other]) => other !== id);
        return new Map(problem === undefined ? others : [...others, [id, problem]]);
      }),
    [],
  );
  const [missing] = unfinished.values();
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (issues.length > 0) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [issues]);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (lacks === undefined && missing === undefined && !run.isSending) onStart();
  };
  const sources = sourcesOf(connector.id);
  const example = useMemo(() => exampleFor(action, sources), [action, sources]);
  const [isAsking, setAsking] = useState(false);
  // Not a state: React would set it after the input that it belongs to.
  const filledIn = useRef<ActionInput>({});
  const fill = (): void => {
    setAsking(false);
    renew();
    onChange(example);
  };
  const fillOrAsk = (): void => {
    const isReplaced = Object.entries(data).some(
      ([name, value]) => !isSame(value, example[name]) && !isSame(value, filledIn.current[name]),
    );
    if (isReplaced) setAsking(true);
    else fill();
  };
  const hasFields = Object.keys(action.inputSchema.properties ?? {}).length > 0;

  return (
    <Card
      title="Input"
      aside={
        hasFields && (
          <div className={detailStyles.tools}>
            <Button variant="quiet" onPress={fillOrAsk}>
              Fill in example
            </Button>
            <Button
              variant="quiet"
              onPress={() => {
                renew();
                setAsJson(!asJson);
              }}
            >
              {asJson ? 'Show as form' : 'Edit as JSON'}
            </Button>
          </div>
        )
      }
    >
      <ConfirmDialog
        title="Replace your input by the example?"
        isOpen={isAsking}
        confirm="Replace"
        onConfirm={fill}
        onCancel={() => setAsking(false)}
      >
        <p>What you entered is lost.</p>
      </ConfirmDialog>
      <form ref={form} className={styles.form} onSubmit={submit} noValidate>
        {!hasFields && <p>This action takes no input.</p>}
        {/* The buttons appear with the fields; otherwise they would move under the pointer, and Tab would skip the fields. */}
        <Suspense fallback={<Skeleton />}>
          <UnfinishedContext value={report}>
            {hasFields &&
              (asJson ? (
                <JsonInput key={texts} data={data} onChange={onChange} />
              ) : (
                <InputForm
                  key={texts}
                  action={action}
                  data={data}
                  issues={issues}
                  onChange={onChange}
                  onFilledIn={(all) => (filledIn.current = { ...filledIn.current, ...without(all, data) })}
                />
              ))}
          </UnfinishedContext>
          <RunButtons
            action={action}
            input={data}
            isSending={run.isSending}
            reason={
              lacks
                ? `You need the permission ${connector.id}:${lacks} to run this. Ask your administrator.`
                : missing
            }
            state={state}
            onStart={onStart}
          />
          {run.isSending && <RunProgress isWrite={action.effect.kind !== 'read'} onCancel={run.cancel} />}
        </Suspense>
      </form>
    </Card>
  );
}

/** The fields of an input that another one has not. */
const without = (input: ActionInput, other: ActionInput): ActionInput =>
  Object.fromEntries(Object.entries(input).filter(([name]) => !(name in other)));
