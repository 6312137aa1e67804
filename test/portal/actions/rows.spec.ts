import { amountsOf, withMoney } from '../../../portal/src/pages/actions/outcome/money.js';
import { groupsOf } from '../../../portal/src/pages/actions/outcome/report-fields.js';
import { rowsAsCsv } from '../../../portal/src/pages/actions/outcome/rows-as-csv.js';
import {
  columnsOf,
  firstColumns,
  rowsOf,
  textOf,
  withoutSecrets,
} from '../../../portal/src/pages/actions/outcome/response-rows.js';

it('takes the items of a list as rows, and nothing else', () => {
  expect(rowsOf({ data: [{ id: 'a' }] })).toEqual([{ id: 'a' }]);
  expect(rowsOf({ data: [] })).toEqual([]);
  expect(rowsOf({ id: 'a' })).toBeUndefined();
  expect(rowsOf({ data: ['a'] })).toBeUndefined();
  expect(rowsOf(null)).toBeUndefined();
});

it.each([
  ['38005.481432', '$380.05481432'],
  ['123.45', '$1.2345'],
  ['50000', '$500.00'],
  ['7', '$0.07'],
  [2021, '$20.21'],
  ['-150', '-$1.50'],
  ['123456789012345678901.5', '$1,234,567,890,123,456,789.015'],
  [null, null],
  ['a lot', 'a lot'],
])('shows %j cents as money: %j', (amount, shown) => {
  const report = { data: [{ currency: 'USD', amount, list_amount: amount, name: '150' }], amount: '5' };

  expect(withMoney(report, amountsOf('anthropic'))).toEqual({
    data: [{ currency: 'USD', amount: shown, list_amount: shown, name: '150' }],
    amount: '5',
  });
  expect(withMoney(report, amountsOf('acme'))).toEqual(report);
});

it('makes a row of each result of each bucket of a report', () => {
  const answer = {
    data: [
      { starting_at: 'x', results: [{ amount: 1 }, { amount: 2 }] },
      { starting_at: 'y', results: [] },
    ],
  };

  expect(rowsOf(answer)).toEqual([
    { starting_at: 'x', amount: 1 },
    { starting_at: 'x', amount: 2 },
  ]);
});

it('begins with what names a row, and leaves out what is everywhere empty', () => {
  const rows = [
    { type: 'user', id: '1', role: 'user', name: 'Ada', tags: [], gone: null },
    { type: 'user', id: '2', role: 'admin', name: 'Ben', extra: true },
  ];

  expect(columnsOf(rows)).toEqual(['name', 'id', 'role', 'extra']);
});

it('begins with what a report is grouped by, also where it is empty, and drops none of it', () => {
  const rows = [
    { starting_at: 'x', id: '1', model: null, tokens: 1, tier: 'a', a: 1, b: 1, c: 1, d: 1, e: 1 },
  ];
  const groups = groupsOf('anthropic', { group_by: ['tier', 'model'] });
  const columns = columnsOf(rows, groups);

  expect(columns).toEqual(['tier', 'model', 'id', 'starting_at', 'tokens', 'a', 'b', 'c', 'd', 'e']);
  expect(firstColumns(columns, groups)).toHaveLength(9);
  expect(firstColumns(columns, columns.slice(0, 8))).toHaveLength(10);
  expect(groupsOf('anthropic', { group_by: ['description'] })).toContain('token_type');
  expect(groupsOf('anthropic', {})).toEqual([]);
});

it('writes rows as CSV, a field of an object in its own column, and amounts with both units', async () => {
  const cost = { amount: '-38005.481432', currency: 'USD' };
  const rows = [
    { name: '=1+1', cost },
    { name: 'b', cost: null },
  ];

  const csv = await rowsAsCsv(rows, ['name', 'cost'], amountsOf('anthropic')).text();

  expect(csv.split('\r\n')).toEqual([
    expect.stringMatching(/"Name","Cost: Amount \(USD\)","Cost: Amount \(cents\)","Cost: Currency"$/),
    `"'=1+1","-380.05481432","-38005.481432","USD"`,
    '"b","","",""',
    '',
  ]);
});

it('puts a value into one line', () => {
  expect(textOf({ type: 'user', ids: ['a', 'b'], none: null })).toBe('user a, b');
  expect(textOf(undefined)).toBe('');
});

it('takes what is shown once out of an answer', () => {
  const answer = { id: 'whe_1', signing_secret: 'whsec_1' };

  expect(JSON.stringify(withoutSecrets(answer, ['signing_secret']))).not.toContain('whsec_1');
  expect(withoutSecrets(answer, ['other'])).toBe(answer);
});
