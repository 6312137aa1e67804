import { useMutation, useQuery } from '@tanstack/react-query';
import { useState, type FormEvent, type ReactElement } from 'react';
import { Button } from '../../ui/button.js';
import { Dialog } from '../../ui/dialog.js';
import { Facts } from '../../ui/facts.js';
import { ProblemNotice } from '../../ui/problem-notice.js';
import { Skeleton } from '../../ui/skeleton.js';
import { TextField } from '../../ui/text-field.js';
import { toast } from '../../ui/toast.js';
import { UntrustedText } from '../../ui/untrusted-text.js';
import {
  POLICY_CHANGES,
  setState,
  versionQuery,
  type PolicyState,
  type StateChange,
} from './policies-api.js';
import styles from './policies.module.css';
import { sentencesOf } from './sentences.js';

const FORM = 'policies-set';

/** The longest reason that the platform takes. */
export const MAX_REASON = 300;

/** Says what a change of the state would change, and asks for a reason. */
export function SetDialog({
  state,
  change,
  onClose,
}: {
  readonly state: PolicyState;
  readonly change: StateChange;
  readonly onClose: () => void;
}): ReactElement {
  const [reason, setReason] = useState('');
  const { title, confirm, effect, done } = wordsOf(change);
  const mutation = useMutation({
    mutationFn: () => setState(change, reason.trim()),
    meta: { changes: POLICY_CHANGES },
    onSuccess: () => {
      onClose();
      toast(done);
    },
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (reason.trim() !== '' && !mutation.isPending) mutation.mutate();
  };
  const becomes = { ...state, ...change };
  return (
    <Dialog
      title={title}
      isOpen
      role="alertdialog"
      isDismissable={!mutation.isPending}
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose} isDisabled={mutation.isPending}>
            Cancel
          </Button>
          <Button
            type="submit"
            form={FORM}
            variant="primary"
            isDisabled={reason.trim() === ''}
            isPending={mutation.isPending}
          >
            {confirm}
          </Button>
        </>
      }
    >
      <p>{effect}</p>
      <Facts
        facts={[
          ['In force', fromTo(state.on, becomes.on)],
          ['Watched', fromTo(state.watch, becomes.watch)],
        ]}
      />
      {typeof change.on === 'number' && <Difference before={state.on} after={change.on} />}
      <form id={FORM} onSubmit={submit} autoComplete="off" noValidate>
        <TextField
          label="Reason"
          description="For the audit, and for those who read it later."
          value={reason}
          onChange={setReason}
          maxLength={MAX_REASON}
          autoFocus
          isRequired
        />
      </form>
      {mutation.isError && <ProblemNotice problem={mutation.error} />}
    </Dialog>
  );
}

const named = (version: number | null): string => (version === null ? 'none' : `version ${version}`);

const fromTo = (before: number | null, after: number | null): string =>
  before === after ? `stays ${named(before)}` : `${named(before)} → ${named(after)}`;

function wordsOf({
  on,
  watch,
}: StateChange): Readonly<Record<'title' | 'confirm' | 'effect' | 'done', string>> {
  if (typeof on === 'number')
    return {
      title: `Put version ${on} in force?`,
      confirm: 'Put in force',
      effect:
        'It holds at once: what it refuses does not run, and what takes an approval waits for one. That applies to you as well.',
      done: `Version ${on} is in force.`,
    };
  if (on === null)
    return {
      title: 'Turn the policies off?',
      confirm: 'Turn off',
      effect: 'No policy refuses a call any more. Permissions and switches hold as ever.',
      done: 'The policies are off.',
    };
  return typeof watch === 'number'
    ? {
        title: `Watch version ${watch}?`,
        confirm: 'Watch',
        effect:
          'It refuses nothing: each call, and its entry in the activity, says what it would have decided.',
        done: `Version ${watch} is watched.`,
      }
    : {
        title: 'Stop watching?',
        confirm: 'Stop watching',
        effect: 'Calls no longer say what the version would have decided.',
        done: 'No version is watched.',
      };
}

/** Which policies begin to hold and which end, by their titles. */
function Difference({
  before,
  after,
}: {
  readonly before: number | null;
  readonly after: number;
}): ReactElement {
  const old = useQuery({ ...versionQuery(before ?? 0), enabled: before !== null });
  const next = useQuery(versionQuery(after));
  const problem = old.error ?? next.error;
  if (problem) return <ProblemNotice problem={problem} title="The versions could not be compared" />;
  if (!next.data || (before !== null && !old.data)) return <Skeleton lines={2} />;
  const [was, will] = [before === null ? '' : (old.data?.text ?? ''), next.data.text].map(titlesOf);
  const begins = [...will!].filter((title) => !was!.has(title));
  const ends = [...was!].filter((title) => !will!.has(title));
  return (
    <div className={styles.stack}>
      <Titles label="Begins to hold" titles={begins} />
      <Titles label="No longer holds" titles={ends} />
      {begins.length + ends.length === 0 && <p>The policies have the same titles as before.</p>}
    </div>
  );
}

const titlesOf = (text: string): ReadonlySet<string> => new Set(sentencesOf(text).map(({ title }) => title));

function Titles({
  label,
  titles,
}: {
  readonly label: string;
  readonly titles: readonly string[];
}): ReactElement | null {
  return titles.length === 0 ? null : (
    <div>
      <strong>{label}</strong>
      <ul className={styles.bullets}>
        {titles.map((title) => (
          <li key={title}>
            <UntrustedText>{title}</UntrustedText>
          </li>
        ))}
      </ul>
    </div>
  );
}
