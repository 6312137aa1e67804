import { DOORS, badRequest } from './support/doors.js';

const NEW = { endpoint_url: 'https://otel.example.com', workspaces: { type: 'include' } } as const;

describe.each(DOORS)('by $door', ({ bootSdk, refusal }) => {
  it('lets the SDK manage a destination', async () => {
    const { telemetryDestinations } = (await bootSdk()).beta;

    const made = await telemetryDestinations.create({ ...NEW, headers: { 'x-token': 'a' } });
    const changed = await telemetryDestinations.update(made.id, {
      state: { type: 'disabled' },
      display_name: 'A',
    });
    const tested = await telemetryDestinations.test(made.id);
    const read = await telemetryDestinations.retrieve(made.id);
    const deleted = await telemetryDestinations.delete(made.id);

    expect(read).toEqual(changed);
    expect(changed.state).toEqual({ type: 'disabled', reason: { type: 'caller' } });
    expect(tested.result).toEqual({ type: 'success' });
    expect(deleted).toEqual({ id: made.id, type: 'telemetry_destination_deleted' });
  });

  it('lets the SDK manage which workspaces are covered', async () => {
    const { beta, demo } = await bootSdk();
    const { telemetryDestinations } = beta;
    const { id: destination_id } = await telemetryDestinations.create(NEW);
    const id = demo.productionWorkspaceId;

    const added = await telemetryDestinations.workspaces.add(id, { destination_id });
    const { data: listed } = await telemetryDestinations.workspaces.list(destination_id);
    const { data: covering } = await telemetryDestinations.list({ workspace_ids: [id] });
    const removed = await telemetryDestinations.workspaces.remove(id, { destination_id });

    expect(listed).toEqual([added]);
    expect(covering.map((one) => one.id)).toEqual([destination_id, demo.telemetryDestinationId]);
    expect(removed.workspace_id).toBe(id);
    expect(await refusal(telemetryDestinations.workspaces.remove(id, { destination_id }))).toMatchObject({
      status: 404,
    });
  });

  it('refuses the SDK a second test within 10 seconds and an address that is none', async () => {
    const { beta, demo } = await bootSdk();
    const { telemetryDestinations } = beta;
    await telemetryDestinations.test(demo.telemetryDestinationId);

    expect(await refusal(telemetryDestinations.test(demo.telemetryDestinationId))).toEqual({
      status: 429,
      type: 'rate_limit_error',
      code: null,
    });
    expect(await refusal(telemetryDestinations.create({ ...NEW, endpoint_url: 'ftp://x' }))).toEqual(
      badRequest(),
    );
  });
});
