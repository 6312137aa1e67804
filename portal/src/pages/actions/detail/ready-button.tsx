import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { useLocation, useSearch } from 'wouter';
import { useConnector } from '../../../session/connector-context.js';
import { Button } from '../../../ui/button.js';
import type { ActionInput } from '../catalog/action.js';
import { actionQuery } from '../catalog/catalog-api.js';
import { actionPath } from '../paths.js';
import { prefill } from './drafts.js';
import styles from './detail.module.css';

/** Opens another action with a prefilled input. */
export function ReadyButton({
  ready: { actionId, input },
  words,
  variant,
}: {
  readonly ready: { readonly actionId: string; readonly input: ActionInput };
  readonly words: string;
  readonly variant?: 'primary';
}): ReactElement {
  const connector = useConnector();
  const { data } = useQuery(actionQuery(connector.id, actionId));
  const [, go] = useLocation();
  const query = useSearch();
  const open = (): void => {
    prefill(connector.id, actionId, input);
    go(actionPath(connector.id, actionId, query === '' ? '' : `?${query}`));
  };
  return (
    <span className={styles.ready}>
      <Button variant={variant} onPress={open}>
        {words}: {data?.title ?? actionId}
      </Button>
    </span>
  );
}
