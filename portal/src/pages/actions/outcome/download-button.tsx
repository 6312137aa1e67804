import type { ReactElement } from 'react';
import { saveFile } from '../../../csv.js';
import { useConnector } from '../../../session/connector-context.js';
import { Button } from '../../../ui/button.js';
import { Download } from '../../../ui/icons.js';
import { amountsOf } from './money.js';
import { rowsAsCsv } from './rows-as-csv.js';
import type { ResponseRow } from './response-rows.js';

/** Downloads the rows of a table with its columns. */
export function DownloadButton({
  name,
  rows,
  columns,
}: {
  readonly name: string;
  readonly rows: readonly ResponseRow[];
  readonly columns: readonly string[];
}): ReactElement {
  const { id } = useConnector();
  const save = (): void => saveFile(rowsAsCsv(rows, columns, amountsOf(id)), `${name}.csv`);
  return (
    <Button icon={Download} onPress={save}>
      Download CSV
    </Button>
  );
}
