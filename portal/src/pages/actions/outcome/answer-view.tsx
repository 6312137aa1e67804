import { useMemo, type ReactElement } from 'react';
import { useConnector } from '../../../session/connector-context.js';
import { Facts } from '../../../ui/facts.js';
import { UntrustedText } from '../../../ui/untrusted-text.js';
import type { ActionDescription, ActionInput } from '../catalog/action.js';
import { composedRowsOf, isComposed } from './answer-rows.js';
import { withMoney, withMoneyOfInput } from './money.js';
import { useNameBook } from './name-book.js';
import styles from './outcome.module.css';
import { readingOf, ReadingContext, useReading } from './reading.js';
import { isRow, type ResponseRow } from './response-rows.js';
import { RowsView } from './rows-view.js';
import { ResponseValue } from './value.js';

/** A readable response: a list as a table, an object as its fields. */
export default function AnswerView({
  action,
  input,
  data,
  rows,
  isPreview,
}: {
  readonly action: ActionDescription;
  /** The input that was sent. */
  readonly input: ActionInput;
  readonly data: unknown;
  /** The rows of a list. */
  readonly rows: readonly ResponseRow[] | undefined;
  /** Whether the data is the request of a preview, not a response. */
  readonly isPreview: boolean;
}): ReactElement {
  const { id: connector } = useConnector();
  const book = useNameBook(data);
  const reading = useMemo(() => readingOf(connector, action, input, book), [connector, action, input, book]);
  return (
    <ReadingContext value={reading}>
      {isComposed(action) && !isPreview ? (
        <ComposedAnswer action={action} data={data} rows={rows} />
      ) : rows ? (
        rows.length === 0 ? (
          <p>Nothing found.</p>
        ) : (
          <RowsView title={action.title} name={action.id} rows={rows} />
        )
      ) : (
        <OneAnswer
          data={
            isPreview ? withMoneyOfInput(data, action) : withMoney(data, reading.amounts, reading.dollars)
          }
        />
      )}
    </ReadingContext>
  );
}

/** Shown elsewhere: the sentence before all else, the cursor as a button. */
const SHOWN_ELSEWHERE = ['summary', 'next_page'];

/** A response made of several: its sentence, its lists as tables, the main one first, then all other fields. */
function ComposedAnswer({
  action,
  data,
  rows,
}: {
  readonly action: ActionDescription;
  readonly data: unknown;
  readonly rows: readonly ResponseRow[] | undefined;
}): ReactElement {
  const { amounts, dollars, labelOf } = useReading();
  const fields = isRow(data) ? data : {};
  const others = Object.keys(fields).flatMap((field) => {
    const listed = field === action.itemsField ? undefined : composedRowsOf(action, data, field);
    return listed && listed.length > 0 ? [{ field, listed }] : [];
  });
  const tables = [...(rows ? [action.itemsField] : []), ...others.map(({ field }) => field)];
  const rest = Object.fromEntries(
    Object.entries(fields).filter(([field]) => !SHOWN_ELSEWHERE.includes(field) && !tables.includes(field)),
  );
  const { summary } = fields;
  return (
    <>
      {typeof summary === 'string' && (
        <p className={styles.lead}>
          <UntrustedText>{summary}</UntrustedText>
        </p>
      )}
      {rows && <RowsView title={action.title} name={action.id} rows={rows} hasTotals={false} />}
      {others.map(({ field, listed }) => (
        <section key={field} className={styles.part}>
          <h3>{labelOf(field)}</h3>
          <RowsView title={labelOf(field)} name={`${action.id}-${field}`} rows={listed} hasTotals={false} />
        </section>
      ))}
      <OneAnswer data={withMoney(rest, amounts, dollars)} />
    </>
  );
}

function OneAnswer({ data }: { readonly data: unknown }): ReactElement {
  const { labelOf } = useReading();
  if (!isRow(data)) return <ResponseValue value={data} />;
  return (
    <Facts
      facts={Object.entries(data)
        .filter(([field]) => field !== 'type')
        .map(
          ([field, value]) =>
            [labelOf(field), <ResponseValue key={field} value={value} field={field} />] as const,
        )}
    />
  );
}
