import { amountsOf, moneyIn, withMoney } from '../../../portal/src/pages/actions/outcome/money.js';
import { composedRowsOf, mainRowsOf } from '../../../portal/src/pages/actions/outcome/answer-rows.js';
import { readingOf } from '../../../portal/src/pages/actions/outcome/reading.js';
import {
  filtered,
  ordered,
  shownIn,
  totalOf,
} from '../../../portal/src/pages/actions/outcome/table-order.js';
import { groupsOf } from '../../../portal/src/pages/actions/outcome/report-fields.js';
import { rowsAsCsv } from '../../../portal/src/pages/actions/outcome/rows-as-csv.js';
import {
  asInApi,
  columnsOf,
  firstColumns,
  rowsOf,
  textOf,
  withoutSecrets,
} from '../../../portal/src/pages/actions/outcome/response-rows.js';

const MONEY = { outputUnits: { amount: 'cents', list_amount: 'cents' } } as const;
const GROUPABLE = { properties: { group_by: { items: { enum: ['model', 'workspace_id'] } } } };
const WORDS = {
  outputWords: {
    role: { claude_code_user: 'Claude Code user', user: 'User' },
    geos: { us: 'US', global: 'Global' },
  },
  outputNulls: { workspace_id: 'Default workspace' },
};
const BOOK = new Map([['user_01Ada1234', { id: 'user_01Ada1234', name: '=Ada' }]]);
const READING = readingOf(
  'anthropic',
  { id: 'report', labels: { workspace_id: 'Workspace' }, inputSchema: GROUPABLE, ...MONEY, ...WORDS },
  { group_by: ['workspace_id'] },
  BOOK,
);

const SPAN = { starting_at: 'x', ending_at: 'y' };

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

  expect(withMoney(report, amountsOf(MONEY))).toEqual({
    data: [{ currency: 'USD', amount: shown, list_amount: shown, name: '150' }],
    amount: '5',
  });
  expect(withMoney(report, amountsOf({}))).toEqual(report);
});

it('reads amounts in cents by the currency around, and amounts in dollars as they are, each once', () => {
  const answer = {
    currency: 'USD',
    rows: [{ amount: '12345', amount_usd: '123.45', change_usd: '-1600.5', share: '40' }],
  };

  expect(withMoney(answer, ['amount'], ['amount_usd', 'change_usd'])).toEqual({
    currency: 'USD',
    rows: [{ amount: '$123.45', change_usd: '-$1,600.50', share: '40' }],
  });
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

it('makes columns of the objects in a row of a report, and of nothing else', () => {
  const span = { starting_at: 'x', ending_at: 'y' };
  const cost = { amount: '1', currency: 'USD' };
  const answer = { data: [{ group: { model: 'm', product: null }, ...span, cost }] };
  const limit = { id: 'rl_1', group: { id: 'opus', type: 'model_group' } };

  expect(rowsOf(answer)).toEqual([{ model: 'm', product: null, ...span, ...cost }]);
  expect(rowsOf({ data: [limit] })).toEqual([limit]);
});

it('makes columns of an object of counts, and an object of them again in JSON', () => {
  const row = { actor: 'a', core_metrics: { lines: { added: 1 }, num_sessions: 2 }, tools: { edit: null } };
  const [flat = {}] = rowsOf({ data: [row] }) ?? [];

  expect(flat).toEqual({
    actor: 'a',
    'core_metrics.lines.added': 1,
    'core_metrics.num_sessions': 2,
    tools: { edit: null },
  });
  expect(asInApi(flat)).toEqual(row);
  expect(READING.labelOf('core_metrics.workspace_id')).toBe('Core metrics: Workspace');
});

it('ends with what is the same in every row, except for the time of a report', () => {
  const rows = ['a', 'b', 'c'].map((actor) => ({ organization: 'acme', actor, tokens: 1, ...SPAN }));

  expect(columnsOf(rows)).toEqual(['actor', 'starting_at', 'ending_at', 'organization', 'tokens']);
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

  const csv = await rowsAsCsv(rows, ['name', 'cost'], READING).text();

  expect(csv.split('\r\n')).toEqual([
    expect.stringMatching(/"Name","Cost: Amount \(USD\)","Cost: Amount \(cents\)","Cost: Currency"$/),
    `"'=1+1","-380.05481432","-38005.481432","USD"`,
    '"b","","",""',
    '',
  ]);
});

it('says in CSV what the table says: names beside ids, words, and what null means', async () => {
  const rows = [
    {
      actor: 'user_01Ada1234',
      role: 'claude_code_user',
      workspace_id: null,
      model: null,
      name: 'claude_code_user',
    },
    { actor: 'user_01Ben1234', role: 'user', workspace_id: 'wrkspc_1', model: 'm', name: null },
  ];

  const csv = await rowsAsCsv(rows, ['actor', 'role', 'workspace_id', 'model', 'name'], READING).text();

  expect(csv.split('\r\n')).toEqual([
    expect.stringMatching(/"Actor \(name\)","Actor","Role","Workspace","Model","Name"$/),
    `"'=Ada","user_01Ada1234","Claude Code user","Default workspace","not grouped","claude_code_user"`,
    '"","user_01Ben1234","User","wrkspc_1","m","none"',
    '',
  ]);
});

const COSTS = [
  { description: 'b', amount: '0.1', currency: 'USD', input_tokens: 900, limit: 5, ...SPAN },
  {
    description: 'B2',
    amount: '12345678901234567890.2',
    currency: 'USD',
    input_tokens: 1_000,
    limit: 5,
    ...SPAN,
  },
  { description: null, amount: null, currency: 'USD', input_tokens: null, limit: 5, ...SPAN },
];
const shownOf = (row: object, column: string): string => shownIn(READING, row as never, column);

const LIMITS = COSTS.map(({ starting_at: _, ...limit }) => limit);

it('adds up amounts exactly and counts, and nothing that has no sum', () => {
  const totals = ['amount', 'input_tokens', 'limit', 'description'].map((name) =>
    totalOf(COSTS, name, READING),
  );
  const mixed = [...COSTS, { amount: '1', currency: 'EUR', ...SPAN }];

  expect(totals).toEqual(['$123,456,789,012,345,678.903', '1,900', undefined, undefined]);
  expect(totalOf(mixed, 'amount', READING)).toBeUndefined();
  expect(totalOf(LIMITS, 'amount', READING)).toBeUndefined();
});

it.each([
  ['amount', 'ascending', ['b', 'B2', null]],
  ['amount', 'descending', ['B2', 'b', null]],
  ['description', 'descending', ['B2', 'b', null]],
] as const)('sorts by %s, %s, with the empty rows last', (column, direction, names) => {
  const rows = ordered(COSTS, { column, direction }, shownOf);

  expect(rows.map(({ description }) => description)).toEqual(names);
});

it('finds rows by what is shown in them, also by a name or a word', () => {
  const rows = [
    { actor: 'user_01Ada1234', role: 'claude_code_user' },
    { actor: null, role: 'admin' },
  ];
  const found = (text: string) => filtered(rows, text, ['actor', 'role'], shownOf).length;

  expect(['ada', 'claude code', 'NONE', ' ', 'zzz'].map(found)).toEqual([1, 1, 1, 2, 0]);
});

it('says a value or a field that the catalogue does not know by its own name, and never by that of a prototype', async () => {
  const rows = [
    { role: 'night_watch', geos: ['us', 'mars'], constructor: 'user', tags: [], isNew: false },
    { role: 'constructor', geos: [], constructor: null, tags: ['a'], isNew: true },
    { role: '=1+1', geos: null, constructor: '__proto__', tags: null, isNew: null },
  ];

  const columns = ['role', 'geos', 'constructor', 'tags', 'isNew'];
  const csv = await rowsAsCsv(rows, columns, READING).text();

  expect(csv.split('\r\n').slice(1)).toEqual([
    '"Night watch","US, Mars","user","none","no"',
    '"Constructor","none","none","a","yes"',
    `"'=1+1","none","__proto__","none","none"`,
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

describe('a response made around a list', () => {
  const ASKED = {
    id: 'spend_query',
    itemsField: 'rows',
    inputSchema: GROUPABLE,
    outputUnits: { amount: 'cents', amount_usd: 'dollars', change_usd: 'dollars' },
  } as const;
  const [money, before] = [
    { amount: '123450', amount_usd: '1234.5' },
    { amount: '50', amount_usd: '0.5' },
  ];
  const ANSWER = {
    summary: 'All of it.',
    currency: 'USD',
    rows: [
      {
        starting_at: 'x',
        ending_at: 'y',
        group: { workspace: 'w1' },
        names: { workspace: 'Lab' },
        ...money,
        previous: before,
        change_usd: '-1234',
      },
      { starting_at: 'x', ending_at: 'y', group: {}, is_other: true, ...money, tokens: { total: 1 } },
    ],
    findings: [{ finding: 'old', keys: 2 }],
    next_page: null,
  };
  const SPAN_OF = { starting_at: 'x', ending_at: 'y' };

  it('has a column for each field of an object, amounts once, and a name for all other groups', () => {
    expect(mainRowsOf(ASKED, ANSWER)).toEqual([
      {
        ...SPAN_OF,
        workspace: 'w1',
        'names.workspace': 'Lab',
        amount: '123450',
        'previous.amount': '50',
        change_usd: '-1234',
        currency: 'USD',
      },
      { ...SPAN_OF, workspace: 'all others', amount: '123450', 'tokens.total': 1, currency: 'USD' },
    ]);
    expect(composedRowsOf(ASKED, ANSWER, 'findings')).toEqual([{ finding: 'old', keys: 2 }]);
    expect(mainRowsOf(ASKED, { ...ANSWER, rows: [] })).toBeUndefined();
  });

  it('shows money of every column in dollars, also where no currency is named', async () => {
    const reading = readingOf('anthropic', ASKED, {}, new Map());
    const { currency: _, ...unnamed } = ANSWER;
    const rows = mainRowsOf(ASKED, unnamed)!;

    const shown = ['amount', 'previous.amount', 'change_usd'].map((column) =>
      moneyIn(rows[0]!, column, reading),
    );
    const csv = await rowsAsCsv(rows, ['workspace', 'previous.amount', 'change_usd'], reading).text();

    expect(shown).toEqual(['$1,234.50', '$0.50', '-$1,234.00']);
    expect(reading.labelOf('previous.amount')).toBe('Previous: Amount');
    expect(csv.split('\r\n').slice(0, 2)).toEqual([
      '"Workspace","Previous: Amount (USD)","Previous: Amount (cents)","Change usd"',
      '"w1","0.50","50","-1234"',
    ]);
    expect(withMoney({ totals: money }, reading.amounts, reading.dollars)).toEqual({
      totals: { amount: '$1,234.50' },
    });
  });
});
