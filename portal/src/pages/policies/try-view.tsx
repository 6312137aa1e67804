import { useMutation, useQuery } from '@tanstack/react-query';
import { useState, type FormEvent, type ReactElement } from 'react';
import { Button } from '../../ui/button.js';
import { Card } from '../../ui/card.js';
import { ChoiceField } from '../../ui/choice-field.js';
import { ProblemNotice } from '../../ui/problem-notice.js';
import { TextField } from '../../ui/text-field.js';
import { actionsQuery, exampleQuery, explain, objectIn, type ExplainedCall } from './explain-api.js';
import { ExplanationCard } from './explanation-card.js';
import styles from './policies.module.css';

const CALLERS = [
  { id: 'me', label: 'You' },
  { id: 'user', label: 'A person' },
  { id: 'agent', label: 'An agent or a script' },
];

const FIRST = { action: 'users_list', caller: 'me', id: '', roles: '', version: '' };

/** Asks what the policies decide about a call, which is not made. */
export function TryView(): ReactElement {
  const [call, setCall] = useState(FIRST);
  const [typed, setTyped] = useState<string>();
  const actions = useQuery(actionsQuery);
  const { data: example = {} } = useQuery(exampleQuery(call.action.trim()));
  const input = typed ?? JSON.stringify(example, null, 2);
  const given = objectIn(input);
  const isVersion = /^\d{0,4}$/.test(call.version.trim());
  const isKnown = call.caller === 'me' || call.id.trim() !== '';
  const ask = useMutation({ mutationFn: () => explain(callOf(call, given)) });
  const change = (part: Partial<typeof FIRST>): void => {
    if (part.action !== undefined) setTyped(undefined);
    setCall({ ...call, ...part });
    ask.reset();
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (given && isVersion && isKnown) ask.mutate();
  };
  return (
    <div className={styles.stack}>
      <Card title="Try a call">
        <form className={styles.form} onSubmit={submit} autoComplete="off" noValidate>
          <p>The call is not made: the policies are only asked about it.</p>
          {actions.data ? (
            <ChoiceField
              label="Action"
              choices={actions.data.map(({ id, title }) => ({ id, label: `${title} (${id})` }))}
              value={call.action}
              onChange={(action) => change({ action: action ?? FIRST.action })}
            />
          ) : (
            <TextField
              label="Action"
              description="Its id, such as users_list."
              value={call.action}
              onChange={(action) => change({ action })}
            />
          )}
          <TextField
            label="Input"
            description="JSON; at first an example of the action."
            rows={6}
            value={input}
            onChange={(text) => {
              setTyped(text);
              ask.reset();
            }}
            error={given ? undefined : 'This is not a JSON object.'}
            spellCheck="false"
          />
          <ChoiceField
            label="Called by"
            choices={CALLERS}
            value={call.caller}
            onChange={(caller) => change({ caller: caller ?? 'me' })}
          />
          {call.caller !== 'me' && (
            <>
              <TextField
                label="Id"
                description={call.caller === 'user' ? 'Of the person.' : 'Of the token.'}
                value={call.id}
                onChange={(id) => change({ id })}
                isRequired
              />
              <TextField
                label="Roles"
                description="Separated by commas; empty for none."
                value={call.roles}
                onChange={(roles) => change({ roles })}
              />
            </>
          )}
          <TextField
            label="Version"
            description="Empty for what is in force, or else watched."
            inputMode="numeric"
            value={call.version}
            onChange={(version) => change({ version })}
            error={isVersion ? undefined : 'Use the number of a version, such as 2.'}
          />
          <div className={styles.buttons}>
            <Button
              type="submit"
              variant="primary"
              isPending={ask.isPending}
              isDisabled={!given || !isVersion || !isKnown}
            >
              Ask the policies
            </Button>
          </div>
        </form>
      </Card>
      {ask.isError && <ProblemNotice problem={ask.error} />}
      {ask.data && <ExplanationCard explanation={ask.data} />}
    </div>
  );
}

function callOf(
  { action, caller, id, roles, version }: typeof FIRST,
  input: object | undefined,
): ExplainedCall {
  const named = roles.split(/[\s,]+/).filter((role) => role !== '');
  return {
    action: action.trim(),
    ...(input && { input }),
    ...(caller !== 'me' && {
      as: { id: id.trim(), type: caller === 'user' ? 'user' : 'agent', roles: named },
    }),
    ...(version.trim() !== '' && { version: Number(version) }),
  };
}
