import { useQuery } from '@tanstack/react-query';
import { useMemo, type ReactElement } from 'react';
import { useLocation, useSearch } from 'wouter';
import { MOST_SERIES } from '../../charts/series.js';
import { connectorPath } from '../../api/connectors.js';
import { useConnector, usePermission } from '../../session/connector-context.js';
import { ButtonLink } from '../../ui/button-link.js';
import { Button } from '../../ui/button.js';
import { Card } from '../../ui/card.js';
import { Download, X } from '../../ui/icons.js';
import { Notice } from '../../ui/notice.js';
import { PageBody, PageHeader } from '../../ui/page.js';
import { ProblemNotice } from '../../ui/problem-notice.js';
import { Select } from '../../ui/select.js';
import { Skeleton } from '../../ui/skeleton.js';
import { UtcTime } from '../../ui/timestamp.js';
import { UntrustedText } from '../../ui/untrusted-text.js';
import { ConnectorScope } from '../../shell/connector-scope.js';
import { costByGroup, costOverTime, type Answered, type CostAnswer, type Days } from './cost-api.js';
import { CostChart } from './cost-chart.js';
import { CostTable, DownloadCsv } from './cost-table.js';
import {
  DIMENSIONS,
  nextDimension,
  RANGES,
  searchOf,
  viewIn,
  type CostView,
  type Dimension,
} from './cost-view.js';
import styles from './cost.module.css';
import { Tiles } from './tiles.js';

/** What was spent: this month in figures, then any range by day and by group, as a picture and as a table. */
export default function CostPage(): ReactElement {
  return (
    <ConnectorScope>
      <Cost />
    </ConnectorScope>
  );
}

function Cost(): ReactElement {
  const { id } = useConnector();
  const mayRead = usePermission('read');
  return (
    <PageBody>
      <PageHeader
        title="Cost"
        description="After discounts and before credits, in US dollars and UTC days. Priority tier and session usage are included."
      />
      {mayRead ? (
        <>
          <Card title="This month">
            <Tiles connector={id} />
          </Card>
          <Explore connector={id} />
        </>
      ) : (
        <Notice title="You may not read the cost">
          <p>
            You need the permission <code>{id}:read</code>. Ask your administrator.
          </p>
        </Notice>
      )}
    </PageBody>
  );
}

function Explore({ connector }: { readonly connector: string }): ReactElement {
  const search = useSearch();
  const [path, go] = useLocation();
  const view = useMemo(() => viewIn(search), [search]);
  const show = (wanted: CostView): void => go(`${path}${searchOf(wanted)}`);
  const { bucket } = RANGES.find(({ id }) => id === view.range)!;
  const table = useQuery(costByGroup(connector, view));
  const picture = useQuery(costOverTime(connector, view, bucket, MOST_SERIES));
  const problem = table.error ?? picture.error;
  const filter = (dimension: Dimension, value: string | undefined): void => {
    const { [dimension]: _, ...others } = view.filters;
    const filters = value === undefined ? others : { ...others, [dimension]: value };
    const wanted = { ...view, filters };
    show({ ...wanted, by: value === undefined ? view.by : nextDimension(wanted) });
  };
  return (
    <Card title="Explore">
      <div className={styles.bar}>
        <Select
          label="Range"
          choices={RANGES}
          value={view.range}
          onChange={(range) => show({ ...view, range })}
        />
        <Select label="By" choices={DIMENSIONS} value={view.by} onChange={(by) => show({ ...view, by })} />
      </div>
      <Filters view={view} onRemove={(dimension) => filter(dimension, undefined)} />
      {problem && !table.data && <ProblemNotice problem={problem} title="The cost could not be read" />}
      {!problem && (!table.data || !picture.data) && <Skeleton lines={8} />}
      {table.data && picture.data && (
        <div className={styles.answer} aria-busy={table.isPlaceholderData || picture.isPlaceholderData}>
          <Answers
            {...{ connector, table: table.data, picture: picture.data }}
            onFilter={(value) => filter(table.data.view.by, value)}
          />
        </div>
      )}
    </Card>
  );
}

/** The picture, the table and the files of one answer. */
function Answers({
  connector,
  table: { data: answer, view, ...table },
  picture,
  onFilter,
}: {
  readonly connector: string;
  readonly table: Answered<CostAnswer> & { readonly view: CostView };
  readonly picture: Answered<CostAnswer> & { readonly view: CostView };
  readonly onFilter: (value: string) => void;
}): ReactElement {
  const { by, range } = view;
  const isOne = searchOf(picture.view) === searchOf(view);
  return (
    <>
      <State answers={[{ data: answer, ...table }, picture]} />
      {answer.rows.length === 0 ? (
        <p>No cost in this range.</p>
      ) : (
        <>
          {isOne ? (
            <CostChart
              rows={picture.data.rows}
              table={answer.rows}
              by={by}
              bucket={RANGES.find(({ id }) => id === range)!.bucket}
              range={picture.data.range}
            />
          ) : (
            <Skeleton lines={8} />
          )}
          <CostTable answer={answer} by={by} onFilter={onFilter} />
        </>
      )}
      <div className={styles.buttons}>
        <DownloadCsv answer={answer} by={by} />
        <ButtonLink icon={Download} href={focusFile(connector, answer.range)} download="spend.focus.csv">
          Download FOCUS
        </ButtonLink>
      </div>
      <p className={styles.note}>
        The CSV file has the rows of the table. The FOCUS file has every charge of the range, without filters.
      </p>
    </>
  );
}

function Filters({
  view: { filters },
  onRemove,
}: {
  readonly view: CostView;
  readonly onRemove: (dimension: Dimension) => void;
}): ReactElement | null {
  const set = DIMENSIONS.filter(({ id }) => filters[id] !== undefined);
  if (set.length === 0) return null;
  return (
    <ul className={styles.chips} aria-label="Filters">
      {set.map(({ id, label }) => (
        <li key={id}>
          <Button icon={X} onPress={() => onRemove(id)}>
            <span className="visually-hidden">Remove the filter </span>
            {label}: <UntrustedText>{filters[id] ?? ''}</UntrustedText>
          </Button>
        </li>
      ))}
    </ul>
  );
}

/** How fresh and how complete the figures are. */
function State({ answers }: { readonly answers: readonly Answered<CostAnswer>[] }): ReactElement {
  const [{ data }] = answers as [Answered<CostAnswer>];
  const partial = answers.find(({ partial: one }) => one)?.partial;
  const warnings = [...new Set(answers.flatMap(({ warnings: all }) => all))];
  return (
    <>
      <p className={styles.note}>
        {data.range.first_day} to {data.range.last_day} (UTC).{' '}
        {data.is_incomplete && (
          <>
            Complete until <UtcTime at={data.complete_until} />: later days still grow.{' '}
          </>
        )}
        Source: {data.source_reason}
      </p>
      {partial && (
        <Notice tone="warn" live title="These figures are incomplete">
          <p>{partial.message}</p>
        </Notice>
      )}
      {warnings.map((warning) => (
        <Notice key={warning} tone="warn">
          <p>{warning}</p>
        </Notice>
      ))}
    </>
  );
}

const DAY_MS = 86_400_000;

function focusFile(connector: string, { first_day, last_day }: Days): string {
  const to = new Date(Date.parse(last_day) + DAY_MS).toISOString().slice(0, 10);
  return `${connectorPath(connector)}/spend/export?from=${first_day}&to=${to}&format=focus`;
}
