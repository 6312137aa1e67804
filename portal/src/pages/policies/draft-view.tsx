import { useMutation } from '@tanstack/react-query';
import type { FormEvent, ReactElement } from 'react';
import { isProblem } from '../../api/api-problem.js';
import { Button } from '../../ui/button.js';
import { Card } from '../../ui/card.js';
import { Notice } from '../../ui/notice.js';
import { ProblemNotice } from '../../ui/problem-notice.js';
import { TextField } from '../../ui/text-field.js';
import { CedarEditor } from './cedar-editor.js';
import { CheckResult } from './check-result.js';
import { isOf, type Draft, type DraftText } from './draft.js';
import { check, POLICY_CHANGES, save, type PolicyState } from './policies-api.js';
import styles from './policies.module.css';
import { PolicyList } from './policy-list.js';
import { MAX_REASON } from './set-dialog.js';
import { TemplatesCard } from './templates-card.js';
import { VersionButtons } from './version-buttons.js';

interface DraftProps {
  readonly draft: Draft;
  readonly state: PolicyState;
  readonly mayWrite: boolean;
  readonly onChange: (draft: Draft) => void;
}

/** A draft, from templates to a version that can be watched or put in force. */
export function DraftView(props: DraftProps): ReactElement {
  const { draft, state, mayWrite, onChange } = props;
  const isValid = isOf(draft, draft.checked) && draft.checked?.result.valid === true;
  return (
    <div className={styles.stack}>
      <TemplatesCard draft={draft} state={state} onChange={onChange} />
      <CheckCard {...props} />
      {isOf(draft, draft.saved) && draft.saved ? (
        <Card title="4. Watch it, or put it in force">
          <Notice tone="good" live title={`Version ${draft.saved.version} is saved`}>
            <p>It holds once you put it in force. Watch it first to see what it would decide.</p>
          </Notice>
          <VersionButtons version={draft.saved.version} state={state} mayWrite={mayWrite} />
        </Card>
      ) : (
        isValid && <SaveCard {...props} />
      )}
    </div>
  );
}

function CheckCard({ draft, onChange }: DraftProps): ReactElement {
  const { text, timeZone, checked } = draft;
  const run = useMutation({
    mutationFn: (of: DraftText) => check(of.text, of.timeZone.trim()),
    // The text may have been changed meanwhile.
    onSuccess: (result, of) => onChange({ ...draft, checked: { ...of, result } }),
  });
  const result = isOf(draft, checked) ? checked?.result : undefined;
  const zoneProblem = isProblem(run.error)
    ? run.error.issues.find(({ path }) => path === 'time_zone')?.message
    : undefined;
  const { formatted } = result ?? {};
  const format = (): void => {
    if (formatted !== undefined && result)
      onChange({ ...draft, text: formatted, checked: { text: formatted, timeZone, result } });
  };
  return (
    <Card title="2. Read and check">
      <CedarEditor
        text={text}
        onChange={(typed) => onChange({ ...draft, text: typed })}
        problems={result?.problems ?? []}
      />
      <div className={styles.form}>
        <TextField
          label="Time zone"
          description="Of hours and days, such as Europe/Berlin."
          value={timeZone}
          onChange={(typed) => onChange({ ...draft, timeZone: typed })}
          error={zoneProblem}
        />
      </div>
      <div className={styles.buttons}>
        <Button
          variant="primary"
          isDisabled={text.trim() === ''}
          isPending={run.isPending}
          onPress={() => run.mutate({ text, timeZone })}
        >
          Check
        </Button>
        {formatted !== undefined && formatted !== text && <Button onPress={format}>Format</Button>}
      </div>
      {run.isError && zoneProblem === undefined && <ProblemNotice problem={run.error} />}
      {result?.valid && (
        <>
          <CheckResult replay={result.replay} />
          <PolicyList text={text} />
        </>
      )}
    </Card>
  );
}

function SaveCard({ draft, mayWrite, onChange }: DraftProps): ReactElement {
  const { text, timeZone, reason } = draft;
  const keep = useMutation({
    mutationFn: (of: DraftText) => save(of.text, of.timeZone.trim(), reason.trim()),
    meta: { changes: POLICY_CHANGES },
    onSuccess: (version, of) => onChange({ ...draft, reason: '', saved: { ...of, version } }),
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (mayWrite && reason.trim() !== '' && !keep.isPending) keep.mutate({ text, timeZone });
  };
  return (
    <Card title="3. Save a version">
      <form className={styles.form} onSubmit={submit} autoComplete="off" noValidate>
        <p>A version never changes, and does not hold yet.</p>
        <TextField
          label="Reason"
          description="For those who read the history."
          value={reason}
          onChange={(typed) => onChange({ ...draft, reason: typed })}
          maxLength={MAX_REASON}
          isRequired
        />
        <div className={styles.buttons}>
          <Button
            type="submit"
            variant="primary"
            isDisabled={!mayWrite || reason.trim() === ''}
            isPending={keep.isPending}
          >
            Save a version
          </Button>
        </div>
        {keep.isError && <ProblemNotice problem={keep.error} />}
      </form>
    </Card>
  );
}
