import { ENTERPRISE_ADMIN_KEY, ENTERPRISE_ORGANIZATION_ID } from '../../simulator/src/index.js';
import { failure } from './support/ask.js';
import { withBeta } from './support/beta.js';
import type { Booted } from './support/boot.js';
import { boot } from './support/boot.js';

const BETA = 'admin-user-sign-out-2026-10-08';

const memberWith = ({ simulator }: Booted, role: string) =>
  simulator.state.organization(ENTERPRISE_ORGANIZATION_ID).members.find((member) => member.role === role);

it('signs a member out and answers with the member', async () => {
  const booted = await boot();
  const member = memberWith(booted, 'user');

  const { status, body } = await withBeta(booted, BETA, ENTERPRISE_ADMIN_KEY).post(
    `/users/${member?.id}/sign_out`,
  );

  expect({ status, body }).toMatchObject({
    status: 200,
    body: { id: member?.id, type: 'user', role: 'user' },
  });
});

it.each([
  ['primary_owner', 400, 'cannot_sign_out_primary_owner'],
  ['owner', 403, 'cannot_sign_out_owner'],
  ['membership_admin', 403, 'cannot_sign_out_membership_admin'],
  ['managed', 403, 'cannot_sign_out_managed_member'],
  ['admin', 403, 'cannot_sign_out_privileged_member'],
])('refuses to sign out a member who is %s', async (role, status, code) => {
  const booted = await boot();
  const id = memberWith(booted, role)?.id;

  const answer = await withBeta(booted, BETA, ENTERPRISE_ADMIN_KEY).post(`/users/${id}/sign_out`);

  expect(failure(answer)).toMatchObject({ status, code });
});

it('refuses to sign out the member whom the key acts for', async () => {
  const booted = await boot();
  const id = memberWith(booted, 'user')?.id ?? '';
  Object.assign(booted.simulator.state.keys.get(ENTERPRISE_ADMIN_KEY) ?? {}, { userId: id });

  const answer = await withBeta(booted, BETA, ENTERPRISE_ADMIN_KEY).post(`/users/${id}/sign_out`);

  expect(failure(answer)).toMatchObject({ status: 400, code: 'cannot_sign_out_self' });
});

it('refuses a Console organization', async () => {
  const booted = await boot();

  const answer = await withBeta(booted, BETA).post(`/users/${booted.demo.userUserId}/sign_out`);

  expect(failure(answer)).toMatchObject({ status: 400, code: 'organization_not_enrolled_in_beta' });
});
