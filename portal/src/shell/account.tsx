import { useState, type ReactElement } from 'react';
import { useSession } from '../session/session-context.js';
import { signOut } from '../session/sign-out.js';
import { Button } from '../ui/button.js';
import { UntrustedText } from '../ui/untrusted-text.js';
import { LogOut } from '../ui/icons.js';
import { toast } from '../ui/toast.js';
import styles from './account.module.css';

/** The signed-in user and tenant, with the sign-out button. */
export function Account(): ReactElement {
  const { subject, tenant } = useSession();
  const [leaving, setLeaving] = useState(false);
  const leave = async (): Promise<void> => {
    setLeaving(true);
    await signOut().catch(() => toast('Sign-out failed. Try again.'));
    setLeaving(false);
  };
  return (
    <div className={styles.account}>
      <span className={styles.who}>
        <span className="visually-hidden">Signed in as </span>
        <UntrustedText>{subject}</UntrustedText>
        <span className={styles.tenant}>
          <span className="visually-hidden">at </span>
          <UntrustedText>{tenant}</UntrustedText>
        </span>
      </span>
      <Button variant="quiet" icon={LogOut} isPending={leaving} onPress={() => void leave()}>
        <span className={styles.out}>Sign out</span>
      </Button>
    </div>
  );
}
