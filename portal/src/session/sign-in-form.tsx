import { LogIn } from '../ui/icons.js';
import { useState, type FormEvent, type ReactElement } from 'react';
import { Button } from '../ui/button.js';
import { ProblemNotice } from '../ui/problem-notice.js';
import { TextField } from '../ui/text-field.js';
import { signIn } from './session-api.js';
import styles from './session.module.css';
import { codeOf } from './sign-in-fragment.js';

/** The form for a sign-in link or its code. */
export function SignInForm({ problem }: { readonly problem?: unknown }): ReactElement {
  const [pasted, setPasted] = useState('');
  const [failure, setFailure] = useState<unknown>(problem);
  const [sending, setSending] = useState(false);

  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (sending || pasted.trim() === '') return;
    setSending(true);
    setFailure(undefined);
    await signIn(codeOf(pasted)).catch(setFailure);
    setSending(false);
  };

  return (
    <form className={styles.form} onSubmit={(event) => void submit(event)}>
      {failure !== undefined && <ProblemNotice problem={failure} />}
      <TextField
        label="Sign-in link or code"
        description={
          <>
            An administrator creates one with <code>npm run -s sign-in-link</code>. It works once, within 15
            minutes.
          </>
        }
        value={pasted}
        onChange={setPasted}
        autoComplete="off"
        spellCheck="false"
      />
      <Button type="submit" variant="primary" isPending={sending} icon={LogIn}>
        Sign in
      </Button>
    </form>
  );
}
