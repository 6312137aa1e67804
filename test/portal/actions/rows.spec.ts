import {
  columnsOf,
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

it('puts a value into one line', () => {
  expect(textOf({ type: 'user', ids: ['a', 'b'], none: null })).toBe('user a, b');
  expect(textOf(undefined)).toBe('');
});

it('takes what is shown once out of an answer', () => {
  const answer = { id: 'whe_1', signing_secret: 'whsec_1' };

  expect(JSON.stringify(withoutSecrets(answer, ['signing_secret']))).not.toContain('whsec_1');
  expect(withoutSecrets(answer, ['other'])).toBe(answer);
});
