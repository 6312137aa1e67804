import { ENTERPRISE_ADMIN_KEY } from '../../simulator/src/index.js';
import { DOORS, badRequest } from './support/doors.js';

describe.each(DOORS)('by $door', ({ bootSdk, refusal }) => {
  it('lets the SDK list, set, read and delete the limits of a Console organization', async () => {
    const { beta, demo } = await bootSdk();
    const scope = { type: 'workspace', workspace_id: demo.defaultWorkspaceId } as const;

    const set = await beta.spendLimits.set({ scope, amount: '1000' });
    const read = await beta.spendLimits.retrieve(set.id);
    const { data } = await beta.spendLimits.list({ workspace_id: demo.defaultWorkspaceId });
    const deleted = await beta.spendLimits.delete(set.id);

    expect([read, data]).toEqual([set, [set]]);
    expect(deleted).toEqual({ id: set.id, type: 'spend_limit_deleted' });
  });

  it('lets the SDK read what limits every member of an Enterprise organization', async () => {
    const { organization } = await bootSdk({}, ENTERPRISE_ADMIN_KEY);
    const periods: string[] = [];

    for await (const row of organization.spendLimits.effective.list({ limit: 2 })) periods.push(row.period);

    expect(periods).toHaveLength(10);
  });

  it('lets the SDK approve and deny requests', async () => {
    const { organization } = await bootSdk({}, ENTERPRISE_ADMIN_KEY);
    const { increaseRequests } = organization.spendLimits;
    const [first, second] = (await increaseRequests.list({ status: ['pending'] })).data;

    const approved = await increaseRequests.approve(first?.id ?? '', { amount: '5000' });
    const denied = await increaseRequests.deny(second?.id ?? '', {});

    expect([approved.status, approved.spend_limit?.amount, denied.status]).toEqual([
      'approved',
      '5000',
      'denied',
    ]);
    expect(await increaseRequests.retrieve(second?.id ?? '')).toEqual(denied);
    expect(await refusal(increaseRequests.deny(first?.id ?? '', {}))).toEqual(badRequest());
  });

  it('gives the SDK the code where members have no limits', async () => {
    const { organization } = await bootSdk();

    expect(await refusal(organization.spendLimits.effective.list())).toEqual(
      badRequest('organization_type_not_supported'),
    );
  });
});
