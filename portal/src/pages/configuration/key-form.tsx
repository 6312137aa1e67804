import { useEffect, useRef, useState } from 'react';
import type { FormEvent, ReactElement } from 'react';
import { isProblem } from '../../api/api-problem.js';
import type { Connection } from '../../api/connections.js';
import { useConnector, usePermission } from '../../session/connector-context.js';
import { NeededPermissions } from '../../session/needed-permissions.js';
import { Button } from '../../ui/button.js';
import { ConfirmDialog } from '../../ui/confirm-dialog.js';
import { Notice } from '../../ui/notice.js';
import { SecretField } from '../../ui/secret-field.js';
import { shownText } from '../../ui/shown-text.js';
import { toast } from '../../ui/toast.js';
import styles from './configuration.module.css';
import { guideOf } from './key-guide.js';
import type { KeyShape } from './key-guide.js';
import { KeyShapeHint } from './key-shape-hint.js';
import { isOtherOrganization } from './save-problems.js';
import { SaveProgress } from './save-progress.js';
import { useSaveKey } from './use-save-key.js';

/** As many characters at the end of a key as the Console lists. */
const SHOWN_END = 4;

/** The form that saves a key. */
export function KeyForm({
  connection,
  onSaved,
  onCancel,
}: {
  /** The current connection, if there is one. */
  readonly connection?: Connection;
  readonly onSaved: () => void;
  readonly onCancel?: () => void;
}): ReactElement {
  const connector = useConnector();
  const guide = guideOf(connector);
  const field = useRef<HTMLInputElement>(null);
  const [shape, setShape] = useState<KeyShape>(() => guide.check(''));
  const may = usePermission('connections:write');
  const { saving, save, stop, reset } = useSaveKey(connector.id, field, (saved) => {
    setShape(guide.check(''));
    toast(saved.state === 'pending' ? 'The key is saved and will be checked later.' : 'The key is saved.');
    onSaved();
  });

  useEffect(() => {
    if (connection) field.current?.focus();
    // Only once: the user has just opened the form.
  }, []);

  const judge = (typed: string): void => {
    setShape(guide.check(typed));
    if (saving.status !== 'saving') reset();
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const problem = guide.refused(field.current?.value ?? '');
    if (problem === undefined) return void save();
    const now = guide.check(field.current?.value ?? '');
    setShape(now.kind === 'inside' ? now : { kind: 'wrong', problem });
    field.current?.focus();
  };
  const within = (): readonly string[] => guide.within?.(field.current?.value ?? '') ?? [];
  const take = (place: number): void => {
    const element = field.current;
    const key = within()[place];
    if (!element || key === undefined) return;
    element.value = key;
    judge(key);
    element.focus();
  };
  const isRefused = saving.status === 'failed' && shape.kind === 'good';
  const other =
    saving.status === 'failed' && isOtherOrganization(saving.problem) ? saving.problem : undefined;

  return (
    <form className={styles.form} onSubmit={submit} autoComplete="off" noValidate>
      <SecretField
        ref={field}
        label={connector.credential.field.label}
        name="api_key"
        placeholder={connector.credential.field.placeholder}
        // The result of the check replaces what the format promised.
        description={isRefused ? undefined : <KeyShapeHint shape={shape} />}
        error={shape.kind === 'wrong' || shape.kind === 'inside' ? <KeyShapeHint shape={shape} /> : undefined}
        isReadOnly={saving.status === 'saving'}
        isDisabled={!may}
        onInput={judge}
      />
      {shape.kind === 'inside' && (
        <div className={styles.buttons}>
          {within().map((key, place, { length }) => (
            <Button key={place} onPress={() => take(place)}>
              {length === 1 ? 'Use it' : `Use key ${place + 1}, which ends in ${key.slice(-SHOWN_END)}`}
            </Button>
          ))}
        </div>
      )}
      {!may && (
        <Notice tone="info">
          <NeededPermissions permissions={{ 'connections:write': 'save a key' }} />
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

/** Confirms replacing the key with one of another organization. */
export const OtherOrganization = ({
  problem,
  onConfirm,
  onCancel,
}: {
  /** The problem that names both organizations; undefined closes the dialog. */
  readonly problem: unknown;
  readonly onConfirm: () => void;
  readonly onCancel: () => void;
}): ReactElement => (
  <ConfirmDialog
    title="Connect another organization?"
    isOpen={problem !== undefined}
    confirm="Connect the other organization"
    isDanger
    onConfirm={onConfirm}
    onCancel={onCancel}
  >
    <p>{isProblem(problem) && shownText(problem.message)}</p>
    <p>
      Everything that you then see and change belongs to the other organization, for every action, script and
      agent of this tenant. Saved ids will no longer match.
    </p>
  </ConfirmDialog>
);
