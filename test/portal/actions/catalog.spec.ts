import { ACTIONS, AnthropicConnector } from 'anthropic-admin-connector';
import { grouped } from '../../../portal/src/pages/actions/catalog/action.js';
import type { ActionSummary } from '../../../portal/src/pages/actions/catalog/action.js';
import { filtered, filterFrom, queryOf } from '../../../portal/src/pages/actions/list/filter.js';
import type { ActionFilter } from '../../../portal/src/pages/actions/list/filter.js';
import { ANTHROPIC_SOURCES } from '../../../portal/src/anthropic/record-sources.js';

const connector = new AnthropicConnector();
afterAll(() => connector.close());

const actions: readonly ActionSummary[] = connector.list();
const ALL: ActionFilter = { words: '', effect: 'any', show: 'offered' };
const idsOf = (filter: Partial<ActionFilter>, off: readonly string[] = [], read_only = false): string[] =>
  filtered(actions, { ...ALL, ...filter }, { off, read_only }).map(({ id }) => id);

it('has a group for every action, in the order of the catalogue', () => {
  const groups = grouped(actions);

  expect(groups.map(({ title }) => title)).not.toContain('Other resources');
  expect(groups.flatMap((group) => group.actions.map(({ id }) => id))).toEqual(ACTIONS.map(({ id }) => id));
});

it('finds by all words, in ids, titles and descriptions', () => {
  expect(idsOf({ words: 'ARCHIVE workspace' })).toContain('workspaces_archive');
  expect(idsOf({ words: 'users_list' })).toContain('users_list');
  expect(idsOf({ words: 'no such words' })).toEqual([]);
});

it.each([
  ['archive a workspace', 'workspaces_archive'],
  ['demote', 'users_update'],
  ['revoke', 'api_keys_update'],
  ['disable key', 'api_keys_update'],
  ['deactivate', 'api_keys_update'],
  ['rotate', 'api_keys_update'],
  ['off-board', 'users_remove'],
  ['offboard', 'users_remove'],
  ['billing', 'analytics_cost_list'],
  ['budget', 'spend_limits_set'],
  ['cost this month', 'analytics_cost_list'],
  ['export', 'users_list'],
])('finds by the words that people have: %s', (words, id) => {
  expect(idsOf({ words }).slice(0, 5)).toContain(id);
});

it('shows what has the words in its title first', () => {
  expect(idsOf({ words: 'archive a workspace' })[0]).toBe('workspaces_archive');
  expect(idsOf({ words: 'remove a member' })[0]).toBe('users_remove');
});

it('tells reads, writes and what is destructive apart', () => {
  const [reads, writes, destructive] = (['read', 'write', 'destructive'] as const).map((effect) =>
    idsOf({ effect }),
  );

  expect(reads).toContain('users_list');
  expect(writes).toContain('users_update');
  expect(destructive).toContain('users_remove');
  expect((reads?.length ?? 0) + (writes?.length ?? 0) + (destructive?.length ?? 0)).toBe(actions.length);
});

it('shows what is off, also by read-only mode', () => {
  expect(idsOf({ show: 'off' }, ['users_list'])).toEqual(['users_list']);
  expect(idsOf({ show: 'off' }, [], true)).toContain('users_update');
  expect(idsOf({ show: 'off' }, [], true)).not.toContain('users_list');
});

it.each<ActionFilter>([
  ALL,
  { words: 'a & b = "c"', effect: 'write', show: 'beta' },
  { words: '', effect: 'any', show: 'foreign' },
])('keeps %j in the address and reads it again', (filter) => {
  expect(filterFrom(queryOf(filter).slice(1))).toEqual(filter);
});

it('takes what it does not know in an address as if it were not there', () => {
  expect(filterFrom('effect=every&show=&x=1')).toEqual(ALL);
});

it.each(Object.entries(ANTHROPIC_SOURCES))(
  'has for %s a list that takes its input, and an action that shows one',
  (_, source) => {
    const { list, input, get } = source;
    const listed = connector.describe(list);
    const shown = get && connector.describe(get.action);

    expect(Object.keys(listed?.inputSchema.properties ?? {})).toEqual(
      expect.arrayContaining(Object.keys(input)),
    );
    expect(listed?.effect.kind).toBe('read');
    if (get) expect(shown?.inputSchema).toMatchObject({ required: [get.field] });
  },
);
