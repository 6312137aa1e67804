import { useQuery } from '@tanstack/react-query';
import type { ReactElement, ReactNode } from 'react';
import { useParams } from 'wouter';
import { connectorsQuery } from '../api/connectors.js';
import { ConnectorContext } from '../session/connector-context.js';
import { PageBody } from '../ui/page.js';
import { NotFound } from './not-found.js';
import { ProblemNotice } from '../ui/problem-notice.js';
import { Skeleton } from '../ui/skeleton.js';

/** Provides the connector that the path names, once it has loaded. */
export function ConnectorScope({ children }: { readonly children: ReactNode }): ReactElement {
  const { connector: id } = useParams<{ connector: string }>();
  const { data, error } = useQuery(connectorsQuery);
  if (!data) return <PageBody>{error ? <ProblemNotice problem={error} /> : <Skeleton lines={5} />}</PageBody>;
  const connector = data.find((one) => one.id === id);
  if (!connector) return <NotFound />;
  return <ConnectorContext value={connector}>{children}</ConnectorContext>;
}
