import { ENTERPRISE_ADMIN_KEY } from '../../simulator/src/index.js';
import { failure } from './support/ask.js';
import { withBeta } from './support/beta.js';
import { boot } from './support/boot.js';

const PATH = '/spend_limits/effective';

interface Row {
  readonly actor: { readonly user_id: string; readonly name: string };
  readonly period: string;
  readonly amount: string | null;
  readonly period_to_date_spend: string;
  readonly source: { readonly type: string };
}

const enterprise = async () => withBeta(await boot(), 'none', ENTERPRISE_ADMIN_KEY);
const brief = ({ actor, period, amount, source }: Row) => [actor.name, period, amount, source.type];

it('gives each member the nearest limit of each period', async () => {
  const { get } = await enterprise();

  const { body } = await get(PATH);

  expect(body.data.map(brief)).toEqual([
    ['Priya Raman', 'monthly', '9000000', 'organization'],
    ['Oscar Winther', 'monthly', '9000000', 'organization'],
    ['Mina Abadi', 'monthly', '9000000', 'organization'],
    ['Tomas Berg', 'monthly', '100000', 'user'],
    ['Lucia Ferrari', 'daily', null, 'user'],
    ['Lucia Ferrari', 'monthly', '60000', 'seat_tier'],
    ['Kofi Mensah', 'monthly', '20000', 'seat_tier'],
    ['Kofi Mensah', 'weekly', '15000', 'rbac_group'],
    ['Anna Schmidt', 'monthly', '60000', 'seat_tier'],
    ['Ravi Menon', 'monthly', '9000000', 'organization'],
  ]);
});

it('tells what was spent, with at most three decimals', async () => {
  const { get } = await enterprise();

  const { body } = await get(PATH, { 'period[]': ['monthly'] });

  const spent: string[] = body.data.map(({ period_to_date_spend: spend }: Row) => spend);
  expect(spent.filter((amount) => !/^\d+(\.\d{1,3})?$/.test(amount))).toEqual([]);
  expect(spent.filter((amount) => Number(amount) > 0).length).toBeGreaterThanOrEqual(4);
});

it('starts again with the month', async () => {
  const booted = await boot();
  const { get } = withBeta(booted, 'none', ENTERPRISE_ADMIN_KEY);
  const spent = async (): Promise<string[]> =>
    (await get(PATH, { 'period[]': ['monthly'] })).body.data.map((row: Row) => row.period_to_date_spend);

  booted.simulator.clock.set(Date.parse('2026-12-01T00:05:00Z'));

  expect(new Set(await spent())).toEqual(new Set(['0']));
});

it.each([
  [4, 4],
  [5, 6],
])('never splits a member across pages: %i rows asked for, %i given', async (limit, given) => {
  const { get } = await enterprise();
  const all = (await get(PATH)).body.data;

  const first = (await get(PATH, { limit })).body;
  const rest = (await get(PATH, { limit: 100, page: first.next_page })).body;

  expect(first.data).toEqual(all.slice(0, given));
  expect([...first.data, ...rest.data]).toEqual(all);
  expect(rest.next_page).toBeNull();
});

it('narrows to members and periods', async () => {
  const { get } = await enterprise();
  const all: Row[] = (await get(PATH)).body.data;
  const kofi = all.find(({ actor }) => actor.name === 'Kofi Mensah');

  const { body } = await get(PATH, { 'user_ids[]': [kofi?.actor.user_id], 'period[]': ['weekly', 'daily'] });

  expect(body.data.map(brief)).toEqual([['Kofi Mensah', 'weekly', '15000', 'rbac_group']]);
});

it('is not for Console organizations', async () => {
  const { get } = await boot();

  expect(failure(await get(PATH))).toMatchObject({ status: 400, code: 'organization_type_not_supported' });
});
