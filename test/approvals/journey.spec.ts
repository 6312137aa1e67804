import { storedIn } from '../database/support/boot-stored.js';
import { ENGINES } from '../database/support/test-database.js';
import { bootApprovals, idIn, writes, type Governed } from './support/boot-approvals.js';

const INVITE = { email: 'someone@acme-robotics.example', role: 'user' };

describe.each(ENGINES)('an approval, on %s', (engine) => {
  let platform: Governed;
  const invite = (who: string, input: object = INVITE, headers?: Record<string, string>) =>
    platform.invoke(who, 'invites_create', input, { headers });

  beforeAll(async () => {
    platform = await bootApprovals(await storedIn(engine));
    await platform.connect();
  });
  afterAll(() => platform.close());
  beforeEach(() => platform.simulator.journal.clear());

  it('is opened by a call, found by its repeat, and used once when another person has approved it', async () => {
    const asked = await invite('agent-1');
    const again = await invite('agent-1');
    const id = idIn(asked);

    expect(asked).toMatchObject({
      status: 202,
      body: {
        code: 'approval_required',
        error: { approval: { state: 'pending', plan: { consequences: [{ kind: 'changes' }] } } },
      },
    });
    expect(idIn(again)).toBe(id);
    expect(writes(platform)).toEqual([]);
    expect(await platform.ask('agent-1', `/${id}/approve`, {})).toMatchObject({ status: 403 });
    expect(await platform.ask('bob', `/${id}/approve`, { note: 'fine' })).toMatchObject({
      status: 200,
      body: { state: 'approved', votes: [{ by: 'bob', note: 'fine' }] },
    });
    const other = await invite('agent-2');
    expect(other.status).toBe(202);
    expect(idIn(other)).not.toBe(id);

    const done = await invite('agent-1');
    const next = await invite('agent-1');

    expect(done.status).toBe(200);
    expect(next.status).toBe(202);
    expect(idIn(next)).not.toBe(id);
    expect(writes(platform)).toEqual(['POST /v1/organizations/invites']);
    expect((await platform.ask('bob', `/${id}`)).body).toMatchObject({
      state: 'applied',
      run: { code: 'ok', effect: 'done', text: 'The call was done.' },
    });
  });

  it('is denied with a note, which the repeat of the call is told, until it is asked for again', async () => {
    const input = { ...INVITE, email: 'other@acme-robotics.example' };
    const id = idIn(await invite('carl', input));
    await platform.ask('bob', `/${id}/deny`, { note: 'Not this month.' });

    const repeated = await invite('carl', input);
    const asked = await platform.ask('carl', '', { action: 'invites_create', input, note: 'Now it is.' });

    expect(repeated).toMatchObject({ status: 403, body: { code: 'policy_denied' } });
    expect(JSON.stringify(repeated.body)).toContain('Not this month.');
    expect(asked).toMatchObject({
      status: 201,
      body: { state: 'pending', note: 'Now it is.', previous: id },
    });
    expect(await platform.ask('carl', `/${idIn(asked)}/cancel`, {})).toMatchObject({
      body: { state: 'cancelled' },
    });
    expect(writes(platform)).toEqual([]);
  });
});
