import { DOORS, badRequest } from './support/doors.js';

describe.each(DOORS)('by $door', ({ bootSdk, refusal }) => {
  it('lets the SDK read and override rate limits', async () => {
    const { organization, demo } = await bootSdk();
    const { rateLimits } = organization.workspaces;
    const workspace_id = demo.productionWorkspaceId;
    const [group] = (await organization.rateLimits.list({ model: 'claude-opus-5-5' })).data;
    const limits = [{ type: 'requests_per_minute' as const, value: 10 }];

    const set = await rateLimits.update(group?.id ?? '', { workspace_id, limits });
    const own = (await rateLimits.list(workspace_id)).data;
    const all = (await rateLimits.list(workspace_id, { include_inherited: true, group_type: 'model_group' }))
      .data;

    expect(own).toEqual([set]);
    expect(all).toHaveLength(5);
  });

  it('lets the SDK page through rate limits', async () => {
    const { organization } = await bootSdk();
    const types = new Set<string>();

    for await (const { group } of organization.rateLimits.list({ limit: 3 })) types.add(group.type);

    expect(types.size).toBe(6);
  });

  it('refuses the SDK an override of the default workspace and an unknown model', async () => {
    const { organization, demo } = await bootSdk();
    const [group] = (await organization.rateLimits.list()).data;
    const place = { workspace_id: demo.defaultWorkspaceId, limits: [] };

    expect(await refusal(organization.workspaces.rateLimits.update(group?.id ?? '', place))).toEqual(
      badRequest(),
    );
    expect(await refusal(organization.rateLimits.list({ model: 'claude-0' }))).toMatchObject({ status: 404 });
  });
});
