import type { ReactElement } from 'react';
import { useConnector } from '../../session/connector-context.js';
import styles from './setup-steps.module.css';

/** How to create a key, as far as the manifest of the connector says. */
export function SetupSteps(): ReactElement {
  const { vendor, credential } = useConnector();
  return (
    <ol className={styles.steps}>
      <li>
        <strong>Create a key for {vendor} and copy it.</strong>{' '}
        <a href={credential.page} target="_blank" rel="noreferrer">
          {credential.page.replace('https://', '')}
        </a>
      </li>
      <li>
        <strong>Paste it here and press Save.</strong> It is checked with {vendor}, stored encrypted, and
        never shown again.
      </li>
    </ol>
  );
}
