import { DOORS, badRequest } from './support/doors.js';

describe.each(DOORS)('by $door', ({ bootSdk, refusal }) => {
  it('lets the SDK make, change and archive a workspace', async () => {
    const { organization } = await bootSdk();

    const made = await organization.workspaces.create({ name: 'Lab', tags: { env: 'test', team: 'a' } });
    const changed = await organization.workspaces.update(made.id, { name: 'Labs', tags: { team: null } });
    const archived = await organization.workspaces.archive(made.id);

    expect(changed).toEqual({ ...made, name: 'Labs', tags: { env: 'test' } });
    expect(archived).toEqual({ ...changed, archived_at: '2026-11-24T12:34:56.000Z' });
    expect(await organization.workspaces.retrieve(made.id)).toEqual(archived);
    expect(await organization.workspaces.archive(made.id)).toEqual(archived);
  });

  it('lets the SDK list workspaces with and without the default one', async () => {
    const { organization, demo } = await bootSdk();
    const ids = [demo.defaultWorkspaceId, demo.archivedWorkspaceId, 'wrkspc_unknown'];

    const without = await organization.workspaces.list({ ids });
    const all = await organization.workspaces.list({ ids, include_default: true, include_archived: true });

    expect(without.data).toEqual([]);
    expect(all.data.map(({ name }) => name)).toEqual(['Default', 'Legacy Chatbot']);
  });

  it('lets the SDK manage the members of a workspace', async () => {
    const { organization, demo } = await bootSdk();
    const { id: workspace_id } = await organization.workspaces.create({ name: 'Lab' });
    const { members } = organization.workspaces;
    const user_id = demo.developerUserId;

    const added = await members.add(workspace_id, { user_id, workspace_role: 'workspace_user' });
    const changed = await members.update(user_id, { workspace_id, workspace_role: 'workspace_developer' });
    const read = await members.retrieve(user_id, { workspace_id });
    const { data } = await members.list(workspace_id, { limit: 100 });
    const removed = await members.remove(user_id, { workspace_id });

    expect(changed).toEqual({ ...added, workspace_role: 'workspace_developer' });
    expect(data).toContainEqual(read);
    expect(removed).toEqual({ type: 'workspace_member_deleted', user_id, workspace_id });
  });

  it('refuses the SDK what the default workspace and inherited roles forbid', async () => {
    const { organization, demo } = await bootSdk();
    const { members } = organization.workspaces;
    const place = { workspace_id: demo.productionWorkspaceId };

    expect(await refusal(members.list(demo.defaultWorkspaceId))).toEqual(badRequest());
    expect(await refusal(members.remove(demo.adminUserId, place))).toEqual(badRequest());
    expect(await refusal(organization.workspaces.update(demo.defaultWorkspaceId, { name: 'Main' }))).toEqual(
      badRequest(),
    );
  });
});
