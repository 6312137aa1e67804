import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { FormEvent, ReactElement } from 'react';
import { isProblem } from '../../api/api-problem.js';
import { CONNECTION_CHANGES } from '../../api/connections.js';
import { setKeyUse, type KeyUsePolicy } from '../../api/key-use.js';
import { useConnector } from '../../session/connector-context.js';
import { Button } from '../../ui/button.js';
import { ProblemNotice } from '../../ui/problem-notice.js';
import { TextField } from '../../ui/text-field.js';
import { toast } from '../../ui/toast.js';
import styles from './configuration.module.css';

type Field = keyof KeyUsePolicy;

/** The fields of the form, all of them texts; lists are separated by commas. */
const FIELDS: readonly (readonly [Field, label: string, description: string])[] = [
  ['actions', 'Actions', 'Ids such as users_list, separated by commas; empty for all.'],
  ['packs', 'Tool packs', 'Packs whose actions are allowed too, such as members; empty for all.'],
  ['effects', 'Effects', 'read, write, destructive; empty for all.'],
  ['days', 'Days', 'mon, tue, wed, thu, fri, sat, sun; empty for all.'],
  ['from', 'From', 'Such as 08:00.'],
  ['until', 'Until', 'Such as 18:00, or 24:00.'],
  ['time_zone', 'Time zone', 'Such as Europe/Vienna; UTC if empty.'],
  ['calls_per_day', 'Calls a day', 'From 1 to 1,000,000; empty for any number.'],
];

const LISTS: ReadonlySet<Field> = new Set(['actions', 'packs', 'effects', 'days']);

type Texts = Readonly<Record<Field, string>>;

const textsOf = (policy: KeyUsePolicy = {}): Texts =>
  Object.fromEntries(
    FIELDS.map(([field]) => {
      const value = policy[field];
      return [field, Array.isArray(value) ? value.join(', ') : String(value ?? '')];
    }),
  ) as Texts;

/** The policy of the form; the platform says what is wrong with a value. */
function policyOf(texts: Texts): KeyUsePolicy {
  const given = FIELDS.filter(([field]) => texts[field].trim() !== '').map(([field]) => {
    const text = texts[field].trim();
    if (field === 'calls_per_day') return [field, /^\d+$/.test(text) ? Number(text) : text];
    const words = text.split(',').map((word) => word.trim());
    return [field, LISTS.has(field) ? words.filter((word) => word !== '') : text];
  });
  return Object.fromEntries(given) as KeyUsePolicy;
}

/** The form that limits what the key may be used for. */
export function KeyUseForm({
  policy,
  onDone,
}: {
  readonly policy?: KeyUsePolicy;
  readonly onDone: () => void;
}): ReactElement {
  const connector = useConnector();
  const [texts, setTexts] = useState(() => textsOf(policy));
  const save = useMutation({
    mutationFn: () => setKeyUse(connector.id, policyOf(texts)),
    meta: { changes: CONNECTION_CHANGES },
    onSuccess: () => {
      toast('The limits are saved.');
      onDone();
    },
  });
  const issues = isProblem(save.error) ? save.error.issues : [];
  const errorOf = (field: Field): string | undefined => issues.find(({ path }) => path === field)?.message;
  const isShown = issues.length > 0 && issues.every(({ path }) => FIELDS.some(([field]) => field === path));
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    save.mutate();
  };

  return (
    <form className={styles.form} onSubmit={submit} autoComplete="off" noValidate>
      {FIELDS.map(([field, label, description]) => (
        <TextField
          key={field}
          label={label}
          description={description}
          error={errorOf(field)}
          value={texts[field]}
          onChange={(text) => setTexts({ ...texts, [field]: text })}
        />
      ))}
      {save.isError && !isShown && <ProblemNotice problem={save.error} />}
      <div className={styles.buttons}>
        <Button type="submit" variant="primary" isPending={save.isPending}>
          Save the limits
        </Button>
        <Button onPress={onDone}>Cancel</Button>
      </div>
    </form>
  );
}
