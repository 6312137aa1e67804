import { ENTERPRISE_ADMIN_KEY, ENTERPRISE_ORGANIZATION_ID } from '../../simulator/src/index.js';
import { failure } from './support/ask.js';
import { withBeta } from './support/beta.js';
import { boot } from './support/boot.js';

const PATH = '/spend_limit_increase_requests';
const enterprise = async () => withBeta(await boot(), 'spend-limit-reads-2026-09-26', ENTERPRISE_ADMIN_KEY);

it('lists requests newest first; pending ones with what limits the member now', async () => {
  const { get } = await enterprise();

  const { body } = await get(PATH);

  const statuses = body.data.map(({ status }: { status: string }) => status);
  const summaries = body.data.map(
    ({ spend_summary: summary }: { spend_summary: object | null }) => summary !== null,
  );
  expect(statuses).toEqual(['pending', 'pending', 'approved', 'denied']);
  expect(summaries).toEqual([true, true, false, false]);
});

it('filters by status and by member', async () => {
  const { get } = await enterprise();
  const all = (await get(PATH)).body.data;
  const { user_id: id } = all[1].actor;

  expect((await get(PATH, { 'status[]': ['approved', 'denied'] })).body.data).toEqual(all.slice(2));
  expect((await get(PATH, { 'actor_ids[]': [id] })).body.data).toEqual([all[1]]);
});

it('leaves out the requests of former members', async () => {
  const booted = await boot();
  const { get } = withBeta(booted, 'none', ENTERPRISE_ADMIN_KEY);
  const all = (await get(PATH)).body.data;
  booted.simulator.state.organization(ENTERPRISE_ORGANIZATION_ID).members.remove(all[0].actor.user_id);

  expect((await get(PATH)).body.data).toEqual(all.slice(1));
});

it('approves a request by setting the limit of the member', async () => {
  const { get, post } = await enterprise();
  const [request] = (await get(PATH)).body.data;

  const { body } = await post(`${PATH}/${request.id}/approve`, { amount: '250000' });
  const { spend_limit: limit, ...approved } = body;

  expect(approved).toEqual({
    ...request,
    status: 'approved',
    spend_summary: null,
    resolved_at: '2026-11-24T12:34:56.000Z',
    resolved_by: { type: 'scoped_api_key_actor', scoped_api_key_id: expect.stringMatching(/^apikey_/) },
  });
  expect(limit).toMatchObject({
    amount: '250000',
    scope: { user_id: request.actor.user_id },
    period: 'monthly',
  });
  expect((await get(`/spend_limits/${limit.id}`)).body).toEqual(limit);
});

it('approves for another period when asked', async () => {
  const { get, post } = await enterprise();
  const [request] = (await get(PATH)).body.data;

  const { body } = await post(`${PATH}/${request.id}/approve`, {
    amount: '0',
    period: 'daily',
    suppress_notification: true,
  });

  expect(body.spend_limit).toMatchObject({ amount: '0', period: 'daily' });
});

it('denies a request, twice without harm', async () => {
  const { get, post } = await enterprise();
  const [request] = (await get(PATH)).body.data;

  const first = await post(`${PATH}/${request.id}/deny`, { suppress_notification: false });
  const second = await post(`${PATH}/${request.id}/deny`);

  expect(first.body).toMatchObject({ id: request.id, status: 'denied', spend_summary: null });
  expect(second.body).toEqual(first.body);
});

it('takes a resolution as final', async () => {
  const { get, post } = await enterprise();
  const [, , approved, denied] = (await get(PATH)).body.data;

  const again = await post(`${PATH}/${approved.id}/approve`, { amount: '1' });
  const deny = await post(`${PATH}/${approved.id}/deny`);
  const approve = await post(`${PATH}/${denied.id}/approve`, { amount: '1' });

  expect([again, deny, approve].map(failure)).toMatchObject([
    { status: 400 },
    { status: 400 },
    { status: 400 },
  ]);
});

it.each([{}, { amount: '1.5' }, { amount: null }, { amount: '5', period: 'yearly' }])(
  'refuses to approve with %j',
  async (body) => {
    const { get, post } = await enterprise();
    const [request] = (await get(PATH)).body.data;

    expect(failure(await post(`${PATH}/${request.id}/approve`, body))).toMatchObject({ status: 400 });
  },
);

it('is not for Console organizations', async () => {
  const { get } = await boot();

  expect(failure(await get(PATH))).toMatchObject({ status: 400 });
});
