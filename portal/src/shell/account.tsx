import { useState, type ReactElement } from 'react';
import { useSession } from '../session/session-context.js';
import { signOut } from '../session/sign-out.js';
import { Button } from '../ui/button.js';
import { ForeignText } from '../ui/foreign-text.js';
import { LogOut } from '../ui/icons.js';
import { toast } from '../ui/toast.js';
import styles from './account.module.css';

/** Who is signed in, for which tenant, and the way out. */
export function Account(): ReactElement {
  const { subject, tenant } = useSession();
  const [leaving, setLeaving] = useState(false);
  const leave = async (): Promise<void> => {
    setLeaving(true);
    await signOut().catch(() => toast('Signing out did not work. Try again.'));
    setLeaving(false);
  };
  return (
    <div className={styles.account}>
      <span className={styles.who}>
        <span className="visually-hidden">Signed in as </span>
        <ForeignText>{subject}</ForeignText>
        <span className={styles.tenant}>
          <span className="visually-hidden">at </span>
          <ForeignText>{tenant}</ForeignText>
        </span>
      </span>
      <Button variant="quiet" icon={LogOut} isPending={leaving} onPress={() => void leave()}>
        <span className={styles.out}>Sign out</span>
      </Button>
    </div>
  );
}
