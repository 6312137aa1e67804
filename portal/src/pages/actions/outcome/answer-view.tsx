import { useMemo, type ReactElement } from 'react';
import { useConnector } from '../../../session/connector-context.js';
import { Facts } from '../../../ui/facts.js';
import type { ActionDescription, ActionInput } from '../catalog/action.js';
import { dollarsOf, withMoney, withMoneyOfInput } from './money.js';
import { useNameBook } from './name-book.js';
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
      {rows ? (
        rows.length === 0 ? (
          <p>Nothing found.</p>
        ) : (
          <RowsView title={action.title} name={action.id} rows={rows} />
        )
      ) : (
        <OneAnswer
          data={
            isPreview ? withMoneyOfInput(data, action) : withMoney(data, reading.amounts, dollarsOf(action))
          }
        />
      )}
    </ReadingContext>
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
