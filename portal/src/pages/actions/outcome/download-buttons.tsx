import type { ReactElement } from 'react';
import { saveFile } from '../../../csv.js';
import { Button } from '../../../ui/button.js';
import { Download } from '../../../ui/icons.js';
import { useReading } from './reading.js';
import { rowsAsCsv } from './rows-as-csv.js';
import { asInApi, type ResponseRow } from './response-rows.js';

/** Downloads the rows of a table with its columns: as CSV as they are shown, as JSON as the API has them. */
export function DownloadButtons({
  name,
  rows,
  columns,
}: {
  readonly name: string;
  readonly rows: readonly ResponseRow[];
  readonly columns: readonly string[];
}): ReactElement {
  const reading = useReading();
  const json = (): Blob => {
    const picked = rows.map((row) =>
      asInApi(Object.fromEntries(columns.map((column) => [column, row[column]]))),
    );
    return new Blob([`${JSON.stringify(picked, null, 2)}\n`], { type: 'application/json' });
  };
  return (
    <>
      <Button icon={Download} onPress={() => saveFile(rowsAsCsv(rows, columns, reading), `${name}.csv`)}>
        Download CSV
      </Button>
      <Button icon={Download} onPress={() => saveFile(json(), `${name}.json`)}>
        Download JSON
      </Button>
    </>
  );
}
