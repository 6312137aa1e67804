import { useMutation, useQuery } from '@tanstack/react-query';
import { useState, type FormEvent, type ReactElement } from 'react';
import { isProblem } from '../../api/api-problem.js';
import { Button } from '../../ui/button.js';
import { Card } from '../../ui/card.js';
import { ChoiceField } from '../../ui/choice-field.js';
import { Disclosure } from '../../ui/disclosure.js';
import { ProblemNotice } from '../../ui/problem-notice.js';
import { TextField } from '../../ui/text-field.js';
import styles from './tokens.module.css';
import { makeToken, presetsQuery, TOKEN_CHANGES, type MadeToken, type NewToken } from './tokens-api.js';

/** The choice of single actions in place of a preset. */
const OWN = 'own';

const KINDS = [
  { id: 'agent', label: 'Agent' },
  { id: 'script', label: 'Script' },
];

const LIFETIMES = [
  { id: '1d', label: '1 day' },
  { id: '7d', label: '7 days' },
  { id: '30d', label: '30 days' },
  { id: '90d', label: '90 days' },
  { id: '365d', label: '1 year' },
];

const EMPTY = {
  name: '',
  kind: 'agent',
  preset: 'reader',
  actions: '',
  connections: '',
  addresses: '',
  expires: '90d',
};

type Texts = typeof EMPTY;

/** The token of the form; the platform says what is wrong with a value. */
function tokenOf({ name, kind, preset, actions, connections, addresses, expires }: Texts): NewToken {
  const list = (text: string): string[] | undefined => {
    const words = text.split(/[\s,]+/).filter((word) => word !== '');
    return words.length === 0 ? undefined : words;
  };
  return {
    name: name.trim(),
    kind: kind as NewToken['kind'],
    ...(preset === OWN ? { actions: list(actions) ?? [] } : { preset }),
    ...(list(connections) && { connections: list(connections) }),
    ...(list(addresses) && { addresses: list(addresses) }),
    expires_in: expires,
  };
}

/** The form that makes a token. */
export function TokenForm({ onMade }: { readonly onMade: (made: MadeToken) => void }): ReactElement {
  const [texts, setTexts] = useState(EMPTY);
  const { data: presets = [] } = useQuery(presetsQuery);
  const make = useMutation({
    mutationFn: () => makeToken(tokenOf(texts)),
    meta: { changes: TOKEN_CHANGES },
    onSuccess: (made) => {
      make.reset();
      setTexts(EMPTY);
      onMade(made);
    },
  });
  const issues = isProblem(make.error) ? make.error.issues : [];
  const errorOf = (field: string): string | undefined => issues.find(({ path }) => path === field)?.message;
  const isShown = issues.length > 0 && issues.every(({ path }) => path in EMPTY);
  const change = (field: keyof Texts) => (text: string | undefined) =>
    setTexts({ ...texts, [field]: text ?? '' });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    make.mutate();
  };
  const chosen = presets.find(({ id }) => id === texts.preset);

  return (
    <Card title="Make a token">
      <form className={styles.form} onSubmit={submit} autoComplete="off" noValidate>
        <TextField
          label="Name"
          description="What it is for, such as Weekly report."
          error={errorOf('name')}
          value={texts.name}
          onChange={change('name')}
          isRequired
        />
        <ChoiceField label="Used by" choices={KINDS} value={texts.kind} onChange={change('kind')} />
        <ChoiceField
          label="May do"
          choices={[
            ...presets.map(({ id, title }) => ({ id, label: title })),
            { id: OWN, label: 'Single actions' },
          ]}
          value={texts.preset}
          onChange={change('preset')}
          description={chosen?.description ?? 'Only the actions that you name.'}
        />
        {texts.preset === OWN && (
          <TextField
            label="Actions"
            description="Ids such as users_list, separated by commas."
            error={errorOf('actions')}
            value={texts.actions}
            onChange={change('actions')}
          />
        )}
        <ChoiceField
          label="Ends after"
          choices={LIFETIMES}
          value={texts.expires}
          onChange={change('expires')}
        />
        <Disclosure title="Limit it further">
          <div className={styles.form}>
            <TextField
              label="Connections"
              description="Names separated by commas; empty for all."
              error={errorOf('connections')}
              value={texts.connections}
              onChange={change('connections')}
            />
            <TextField
              label="Source addresses"
              description="IP addresses and subnets such as 203.0.113.0/24; empty for all."
              error={errorOf('addresses')}
              value={texts.addresses}
              onChange={change('addresses')}
            />
          </div>
        </Disclosure>
        {make.isError && !isShown && <ProblemNotice problem={make.error} />}
        <div className={styles.buttons}>
          <Button type="submit" variant="primary" isPending={make.isPending}>
            Make the token
          </Button>
        </div>
      </form>
    </Card>
  );
}
