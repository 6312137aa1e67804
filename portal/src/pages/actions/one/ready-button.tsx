import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { useLocation, useSearch } from 'wouter';
import { Button } from '../../../ui/button.js';
import type { Input } from '../catalog/action.js';
import { actionQuery } from '../catalog/catalog-api.js';
import { actionPath } from '../paths.js';
import { prefill } from './drafts.js';
import styles from './one.module.css';

/** Opens another action with its input filled in. */
export function ReadyButton({
  ready: { actionId, input },
  words,
  variant,
}: {
  readonly ready: { readonly actionId: string; readonly input: Input };
  readonly words: string;
  readonly variant?: 'primary';
}): ReactElement {
  const { data } = useQuery(actionQuery(actionId));
  const [, go] = useLocation();
  const query = useSearch();
  const open = (): void => {
    prefill(actionId, input);
    go(actionPath(actionId, query === '' ? '' : `?${query}`));
  };
  return (
    <span className={styles.ready}>
      <Button variant={variant} onPress={open}>
        {words}: {data?.title ?? actionId}
      </Button>
    </span>
  );
}
