import type { ReactElement } from 'react';
import { ADMIN_KEYS_PAGE } from '../../../../src/credentials/key-formats.js';
import styles from './setup-steps.module.css';

/** How one comes to an Admin key. */
export const SetupSteps = (): ReactElement => (
  <ol className={styles.steps}>
    <li>
      <strong>Open the Admin keys of your organization.</strong> In the Claude Console, under Settings, as
      somebody with the role admin:{' '}
      <a href={ADMIN_KEYS_PAGE} target="_blank" rel="noreferrer">
        {ADMIN_KEYS_PAGE.replace('https://', '')}
      </a>
    </li>
    <li>
      <strong>Make an Admin key and copy it.</strong> Give it a name by which you know this portal. The
      Console shows the key once: what is lost is made anew.
    </li>
    <li>
      <strong>Paste it here and press Save.</strong> It is checked with Anthropic, stored encrypted, and never
      shown again.
    </li>
  </ol>
);

/** Which kind of key is which. */
export const KeyKinds = (): ReactElement => (
  <dl className={styles.kinds}>
    <div>
      <dt>
        Admin key <code>sk-ant-admin…</code>
      </dt>
      <dd>
        Manages the organization: members, invites, workspaces, keys, usage and costs. This is the one to
        paste.
      </dd>
    </div>
    <div>
      <dt>
        API key <code>sk-ant-api…</code>
      </dt>
      <dd>Calls models and manages nothing. It does not work here.</dd>
    </div>
    <div>
      <dt>
        OAuth token <code>sk-ant-oat…</code>
      </dt>
      <dd>Belongs to a person who is signed in somewhere. It does not work here.</dd>
    </div>
  </dl>
);
