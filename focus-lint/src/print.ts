import type { Finding, LintResult } from './index.js';

/** What a person reads. */
export function linesOf(file: string, result: LintResult): string[] {
  const { version, rows, columns, errors, warnings, findings, left } = result;
  const size = `${counted(rows, 'row')}, ${counted(columns, 'column')}`;
  return [
    ...findings.flatMap(finding),
    ...(left > 0 ? [`${counted(left, 'more place')} not shown; correct these first.`] : []),
    `${file}: FOCUS ${version}, ${size}: ${errors + warnings === 0 ? 'valid' : `${counted(errors, 'error')}, ${counted(warnings, 'warning')}`}.`,
  ];
}

function finding({ severity, rule, column, message, count, places }: Finding): string[] {
  const rows = places.flatMap(({ row, value }) =>
    row === undefined ? [] : [value === undefined ? `row ${row}` : `row ${row}: ${JSON.stringify(value)}`],
  );
  const more = count > places.length ? ` and ${(count - places.length).toLocaleString('en')} more` : '';
  return [
    `${severity} ${rule}${column === undefined ? '' : ` ${printable(column)}`}: ${printable(message)}`,
    ...(rows.length > 0 ? [`  ${rows.map(printable).join(', ')}${more}`] : []),
  ];
}

const counted = (count: number, what: string): string =>
  `${count.toLocaleString('en')} ${what}${count === 1 ? '' : 's'}`;

/** A text of the file cannot move the cursor of a terminal. */
const printable = (text: string): string => text.replace(/[\p{Cc}\p{Cf}]/gu, '�');
