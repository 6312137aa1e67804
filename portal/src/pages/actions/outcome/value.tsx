import type { ReactElement } from 'react';
import { useConnector } from '../../../session/connector-context.js';
import { Timestamp, UtcTime } from '../../../ui/timestamp.js';
import { UntrustedText } from '../../../ui/untrusted-text.js';
import styles from './outcome.module.css';
import { useReading, type Reading } from './reading.js';
import { RecordLink } from './record-link.js';
import { isUtcTime } from './report-fields.js';
import { isRow } from './response-rows.js';

const DATE_TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/;
const DAY = /^\d{4}-\d{2}-\d{2}$/;
const ID = /^[a-z]+_(?=.*\d)[A-Za-z0-9_-]{8,}$|^[0-9a-f]{8}-[0-9a-f-]{27}$/;

/** A readable response value. */
export function ResponseValue({
  value,
  field,
  isInCell = false,
}: {
  readonly value: unknown;
  /** The field that holds it. */
  readonly field?: string;
  /** Whether it is the cell of a table, in which a list of objects, or an object of objects, opens on request. */
  readonly isInCell?: boolean;
}): ReactElement {
  const { nothingIn } = useReading();
  if (value === null) return <span className={styles.nothing}>{nothingIn(field)}</span>;
  if (value === undefined || value === '') return <span className={styles.nothing}>none</span>;
  if (typeof value === 'boolean') return <>{value ? 'yes' : 'no'}</>;
  if (typeof value === 'number') return <>{value.toLocaleString()}</>;
  if (typeof value === 'string') return <Words text={value} field={field} />;
  if (Array.isArray(value)) return <List items={value} field={field} isInCell={isInCell} />;
  if (isRow(value) && Object.keys(value).length === 0) return <span className={styles.nothing}>none</span>;
  return isRow(value) ? <Fields fields={value} isInCell={isInCell} /> : <>{String(value)}</>;
}

function Words({ text, field }: { readonly text: string; readonly field: string | undefined }): ReactElement {
  const { id: connector } = useConnector();
  const { wordOf } = useReading();
  if (DAY.test(text)) return <UtcTime at={text} />;
  if (DATE_TIME.test(text))
    return isUtcTime(connector, field) ? <UtcTime at={text} /> : <Timestamp at={text} />;
  if (ID.test(text)) return <RecordLink id={text} />;
  const word = wordOf(field, text);
  if (word !== undefined) return <span title={`In the API: ${text}`}>{word}</span>;
  return <UntrustedText>{text}</UntrustedText>;
}

function List({
  items,
  field,
  isInCell,
}: {
  readonly items: readonly unknown[];
  readonly field: string | undefined;
  readonly isInCell: boolean;
}): ReactElement {
  const reading = useReading();
  if (items.length === 0) return <span className={styles.nothing}>none</span>;
  if (!items.some(isRow)) {
    return (
      <>
        {items.map((item, index) => (
          <span key={index}>
            {index > 0 && ', '}
            <ResponseValue value={item} field={field} />
          </span>
        ))}
      </>
    );
  }
  const list = (
    <ul className={styles.items}>
      {items.map((item, index) => (
        <li key={index}>
          <ResponseValue value={item} />
        </li>
      ))}
    </ul>
  );
  if (!isInCell) return list;
  return (
    <details>
      <summary>
        {wordsOf(items, reading) ?? (items.length === 1 ? '1 item' : `${items.length} items`)}
      </summary>
      {list}
    </details>
  );
}

/** The most items that are named. */
const FEW = 4;

/** What a few items are called, where each begins with a word of the API, such as the class of a difference. */
function wordsOf(items: readonly unknown[], { wordOf }: Reading): string | undefined {
  const words = items.map((item) => {
    const [field, value] = (isRow(item) ? Object.entries(item)[0] : undefined) ?? [];
    return typeof value === 'string' ? wordOf(field, value) : undefined;
  });
  return items.length <= FEW && words.every((word) => word !== undefined) ? words.join(', ') : undefined;
}

function Fields({
  fields,
  isInCell,
}: {
  readonly fields: Readonly<Record<string, unknown>>;
  readonly isInCell: boolean;
}): ReactElement {
  const { labelOf } = useReading();
  const list = (
    <dl className={styles.fields}>
      {Object.entries(fields).map(([name, value]) => (
        <div key={name}>
          <dt>
            <UntrustedText>{labelOf(name)}</UntrustedText>
          </dt>
          <dd>
            <ResponseValue value={value} field={name} isInCell={isInCell} />
          </dd>
        </div>
      ))}
    </dl>
  );
  const values = Object.values(fields);
  if (!isInCell || !values.some((value) => isRow(value) && Object.keys(value).length > 0)) return list;
  return (
    <details>
      <summary>{`${values.length} fields`}</summary>
      {list}
    </details>
  );
}
