import { useQuery } from '@tanstack/react-query';
import type { ReactElement, ReactNode } from 'react';
import { ProblemNotice } from '../../ui/problem-notice.js';
import { Skeleton } from '../../ui/skeleton.js';
import { UtcTime } from '../../ui/timestamp.js';
import { costOfYesterday, costSummary } from './cost-api.js';
import styles from './cost.module.css';
import { Change, Money } from './money.js';

/** The month in figures: up to now, its forecast, yesterday, and the same days of last month. */
export function Tiles({ connector }: { readonly connector: string }): ReactElement {
  const { data: summary, error } = useQuery(costSummary(connector));
  const { data: yesterday } = useQuery(costOfYesterday(connector));
  if (error && !summary)
    return <ProblemNotice problem={error} title="The summary of the month could not be read" />;
  if (!summary) return <Skeleton lines={3} />;
  const { month_to_date: now, forecast, comparison } = summary.data;
  return (
    <dl className={styles.tiles}>
      <Tile name="This month up to now" value={<Money usd={now.amount_usd} />}>
        {summary.data.is_incomplete && (
          <>
            Complete until <UtcTime at={summary.data.complete_until} />; today is not complete.
          </>
        )}
      </Tile>
      <Tile name="Forecast of the month" value={<Money usd={forecast.amount_usd} />}>
        Between <Money usd={forecast.low.amount_usd} /> and <Money usd={forecast.high.amount_usd} />: each
        remaining day as the mean of its weekday in the last four weeks.
      </Tile>
      <Tile
        name="Yesterday (UTC)"
        value={yesterday ? <Money usd={yesterday.data.totals.amount_usd ?? '0'} /> : '…'}
      />
      {comparison && (
        <Tile
          name="Against last month"
          value={<Change usd={comparison.change_usd} percent={comparison.change_percent} />}
        >
          <Money usd={comparison.amount_usd} /> instead of <Money usd={comparison.previous.amount_usd} />,
          complete days alone.
        </Tile>
      )}
    </dl>
  );
}

const Tile = ({
  name,
  value,
  children,
}: {
  readonly name: string;
  readonly value: ReactNode;
  readonly children?: ReactNode;
}): ReactElement => (
  <div className={styles.tile}>
    <dt>{name}</dt>
    <dd className={styles.figure}>{value}</dd>
    {children !== undefined && <dd className={styles.note}>{children}</dd>}
  </div>
);
