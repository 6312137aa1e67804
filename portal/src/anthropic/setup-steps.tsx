import type { ReactElement } from 'react';
import { ADMIN_KEYS_PAGE } from 'anthropic-admin-connector/key-format';
import styles from '../pages/configuration/setup-steps.module.css';

/** How to create an Admin key. */
export const SetupSteps = (): ReactElement => (
  <ol className={styles.steps}>
    <li>
      <strong>Open the Admin keys of your organization.</strong> In the Claude Console, under Settings. You
      need the admin role; individual and Team plans have no Admin keys:{' '}
      <a href={ADMIN_KEYS_PAGE} target="_blank" rel="noreferrer">
        {ADMIN_KEYS_PAGE.replace('https://', '')}
      </a>
    </li>
    <li>
      <strong>Create an Admin key and copy it.</strong> Name it so you recognize this portal. The Console
      shows the key only once; if you lose it, create a new one.
    </li>
    <li>
      <strong>Paste it here and press Save.</strong> It is checked with Anthropic, stored encrypted, and never
      shown again.
    </li>
  </ol>
);

/** The kinds of keys. */
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
      <dd>
        Calls models. Some of these keys can also call parts of the Admin API, but this connector takes Admin
        keys only.
      </dd>
    </div>
    <div>
      <dt>
        OAuth token <code>sk-ant-oat…</code>
      </dt>
      <dd>Belongs to the sign-in of one person. It does not work here.</dd>
    </div>
  </dl>
);
