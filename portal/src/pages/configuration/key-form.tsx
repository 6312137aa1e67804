import { useEffect, useRef, useState, type FormEvent, type ReactElement } from 'react';
import type { Connection } from '../../api/connections.js';
import { useMay } from '../../session/session-context.js';
import { Button } from '../../ui/button.js';
import { Notice } from '../../ui/notice.js';
import { SecretField } from '../../ui/secret-field.js';
import { toast } from '../../ui/toast.js';
import { judgeShape, refusedByShape, type ShapeVerdict } from './judge-shape.js';
import styles from './key-form.module.css';
import { OtherOrganization } from './other-organization.js';
import { SaveProgress } from './save-progress.js';
import { isOtherOrganization } from './save-problems.js';
import { ShapeHint } from './shape-hint.js';
import { useSaveKey } from './use-save-key.js';

/** Where the key is pasted and saved. */
export function KeyForm({
  connection,
  onSaved,
  onCancel,
}: {
  /** What is connected now, if anything. */
  readonly connection?: Connection;
  readonly onSaved: () => void;
  readonly onCancel?: () => void;
}): ReactElement {
  const field = useRef<HTMLInputElement>(null);
  const [verdict, setVerdict] = useState<ShapeVerdict>({ kind: 'nothing' });
  const may = useMay('connections:write');
  const { saving, save, stop, reset } = useSaveKey(field, (saved) => {
    setVerdict({ kind: 'nothing' });
    toast(saved.state === 'pending' ? 'The key is kept until it can be checked.' : 'The key is saved.');
    onSaved();
  });

  useEffect(() => {
    if (connection) field.current?.focus();
    // Once: somebody has just asked for the form.
  }, []);

  const judge = (typed: string): void => {
    setVerdict(judgeShape(typed));
    if (saving.status !== 'saving') reset();
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const problem = refusedByShape(field.current?.value ?? '');
    if (problem === undefined) return void save();
    setVerdict({ kind: 'wrong', problem });
    field.current?.focus();
  };
  const other =
    saving.status === 'failed' && isOtherOrganization(saving.problem) ? saving.problem : undefined;

  return (
    <form className={styles.form} onSubmit={submit} autoComplete="off" noValidate>
      <SecretField
        ref={field}
        label="API Key"
        name="api_key"
        placeholder="sk-ant-admin01-…"
        description={<ShapeHint verdict={verdict} />}
        error={verdict.kind === 'wrong' ? <ShapeHint verdict={verdict} /> : undefined}
        isReadOnly={saving.status === 'saving'}
        isDisabled={!may}
        onInput={judge}
      />
      {!may && (
        <Notice tone="info">
          <p>
            You may look at the connection, but not save a key: that wants the permission{' '}
            <code>anthropic:connections:write</code>.
          </p>
        </Notice>
      )}
      <SaveProgress saving={saving} hasConnection={connection !== undefined} onSave={save} />
      <div className={styles.buttons}>
        <Button type="submit" variant="primary" isPending={saving.status === 'saving'} isDisabled={!may}>
          Save
        </Button>
        {saving.status === 'saving' && <Button onPress={stop}>Stop waiting</Button>}
        {saving.status !== 'saving' && onCancel && <Button onPress={onCancel}>Cancel</Button>}
      </div>
      <OtherOrganization
        problem={other}
        onConfirm={() => void save({ confirmOrganizationChange: true })}
        onCancel={reset}
      />
    </form>
  );
}
