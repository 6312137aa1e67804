import { csvCell, csvLine } from '../../portal/src/csv.js';

it.each([
  ['=HYPERLINK("http://x")', `"'=HYPERLINK(""http://x"")"`],
  ['+1', `"'+1"`],
  ['-1+cmd', `"'-1+cmd"`],
  ['@SUM(A1)', `"'@SUM(A1)"`],
  ['|calc', `"'|calc"`],
  ['%0A', `"'%0A"`],
  ['  =1', `"'  =1"`],
  ['\t=1', `"'\t=1"`],
  ['\r=1', `"'\r=1"`],
  ['＝1', `"'＝1"`],
  ['＠A', `"'＠A"`],
])('makes %j text that no spreadsheet runs', (value, cell) => {
  expect(csvCell(value)).toBe(cell);
});

it('leaves other text as it is, quotes and line breaks inside quotes', () => {
  expect(csvCell('a, "b"\nc=d')).toBe('"a, ""b""\nc=d"');
});

it('keeps numbers as numbers and nothing as nothing', () => {
  expect(csvLine([12, 'ok', null, -3])).toBe('12,"ok","",-3\r\n');
});
