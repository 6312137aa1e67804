import { bootConnector, CONTEXT, type Booted } from '../support/boot-connector.js';
import type { Reply } from '../support/recording-api.js';

const OLD = {
  id: 'invite_1',
  email: 'ada@example.com',
  role: 'developer',
  accepted_at: null,
  rbac_group_ids: ['rbacgrp_1'],
};
const FRESH = { ...OLD, id: 'invite_2', status: 'pending' };
const I = '/v1/organizations/invites';

describe('invites_reissue', () => {
  let booted: Booted;
  let old: object;
  let creation: Reply;
  beforeEach(async () => {
    creation = { body: FRESH };
    booted = await bootConnector(({ method }) =>
      method === 'GET' ? { body: old } : method === 'POST' ? creation : {},
    );
  });
  afterEach(() => booted.close());

  const reissue = () => booted.connector.invoke('invites_reissue', { invite_id: 'invite_1' }, CONTEXT);

  it('withdraws a pending invite, then makes a fresh one for the same person, role and groups', async () => {
    old = { ...OLD, status: 'pending' };

    const outcome = await reissue();

    expect(outcome).toMatchObject({ ok: true, data: FRESH, meta: { attempts: 3 } });
    expect(booted.api.log()).toEqual([`GET ${I}/invite_1`, `DELETE ${I}/invite_1`, `POST ${I}`]);
    expect(booted.api.seen[2]!.body).toEqual({
      email: OLD.email,
      role: OLD.role,
      rbac_group_ids: ['rbacgrp_1'],
    });
  });

  it.each(['expired', 'deleted'])(
    'leaves an invite that is %s alone and makes a fresh one',
    async (status) => {
      old = { ...OLD, status, rbac_group_ids: [] };

      const outcome = await reissue();

      expect(outcome).toMatchObject({ ok: true, data: FRESH });
      expect(booted.api.log()).toEqual([`GET ${I}/invite_1`, `POST ${I}`]);
      expect(booted.api.seen[1]!.body).toEqual({ email: OLD.email, role: OLD.role });
    },
  );

  it('refuses an accepted invite and names the member list', async () => {
    old = { ...OLD, status: 'accepted', accepted_at: '2026-11-01T00:00:00Z' };

    const outcome = await reissue();

    expect(outcome).toMatchObject({
      ok: false,
      error: {
        code: 'conflict',
        message: 'Invite invite_1 was accepted at 2026-11-01T00:00:00Z: the person is already a member.',
        next: { actionId: 'users_list', input: { email: OLD.email } },
      },
    });
    expect(booted.api.log()).toEqual([`GET ${I}/invite_1`]);
  });

  it('says what was done where it stopped half-way, and hands back the rest', async () => {
    old = { ...OLD, status: 'pending' };
    creation = {
      status: 429,
      body: { type: 'error', error: { type: 'rate_limit_error', message: 'Slow down.' } },
    };

    const outcome = await reissue();

    expect(outcome).toMatchObject({
      ok: false,
      error: {
        code: 'rate_limited',
        message: expect.stringContaining(
          'The pending invite invite_1 was withdrawn, but the next step failed: ',
        ),
        retry: { allowed: false },
        next: {
          actionId: 'invites_create',
          input: { email: OLD.email, role: OLD.role, rbac_group_ids: ['rbacgrp_1'] },
        },
      },
    });
  });

  const refused = (status: number, type: string) => ({
    status,
    body: { type: 'error', error: { type, message: 'Not so.' } },
  });

  it.each([
    [
      'that is limited for a moment',
      refused(429, 'rate_limit_error'),
      'Wait, then run invites_create with the input given under next.',
    ],
    [
      'that is refused',
      refused(403, 'permission_error'),
      'Solve the cause first, then run invites_create with the input given under next.',
    ],
  ])('gives one advice after a second step %s', async (_, answer, fix) => {
    old = { ...OLD, status: 'pending' };
    creation = answer;

    expect(await reissue()).toMatchObject({
      error: {
        effect: 'partial',
        fix,
        retry: { allowed: false, resend: 'never' },
        next: { actionId: 'invites_create' },
      },
    });
  });

  it('gives the advice of a second step in doubt, and no other', async () => {
    old = { ...OLD, status: 'pending' };
    creation = refused(500, 'api_error');

    expect(await reissue()).toMatchObject({
      error: {
        code: 'outcome_unknown',
        effect: 'partial',
        fix: 'Run invites_list to see whether it took effect, before you send it again.',
        retry: { allowed: false, resend: 'never' },
        next: { actionId: 'invites_list', input: { email: OLD.email } },
      },
    });
  });
});
