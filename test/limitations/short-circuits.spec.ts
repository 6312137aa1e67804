import { inNames, type Outcome } from '../../src/kit/engine/outcome.js';
import { CHECKED, CONSOLE_KEYS, REFERENCES } from '../../src/limitations/references.js';
import { bootConnector, CONTEXT, type Booted } from '../support/boot-connector.js';
import { user } from '../support/users.js';

const limited = (error: object): object => ({
  code: 'limited_operation',
  blame: 'caller',
  effect: 'none',
  retry: { allowed: false, resend: 'never' },
  ...error,
});

/** The outcome without what changes from run to run. */
const whole = (outcome: Outcome): object => ({
  ...outcome,
  ...(outcome.ok ? {} : { error: inNames(outcome.error, (id) => id) }),
  meta: { ...outcome.meta, durationMs: 0 },
});

const META = { requestId: 'test', durationMs: 0, attempts: 0 };

describe('the short-circuits of the product page', () => {
  let booted: Booted;
  beforeEach(async () => {
    booted = await bootConnector(({ url }) => ({
      body: url.endsWith('user_admin') ? user('user_admin', 'admin') : user('user_1'),
    }));
  });
  afterEach(() => booted.close());

  const untouched = (): void => {
    expect(booted.api.log()).toEqual([]);
    expect(booted.store.opened).toBe(0);
  };

  it('refuses to create an API key and names the Console', async () => {
    const outcome = await booted.connector.invoke('api_keys_create', { name: 'Nightly' }, CONTEXT);

    const told = {
      id: 'api_keys_create_unsupported',
      kind: 'unsupported',
      title: 'API keys cannot be created through the Admin API',
      reason:
        'The Admin API has no operation that creates an API key, so only a person ever sees the secret.',
      workaround: `Create the key in the Claude Console (${CONSOLE_KEYS}); then manage it here with api_keys_list and api_keys_update.`,
      reference: REFERENCES.adminApi,
    };
    expect(whole(outcome)).toEqual({
      ok: false,
      actionId: 'api_keys_create',
      error: limited({ message: `${told.title}. ${told.reason}`, fix: told.workaround, limitation: told }),
      meta: META,
    });
    untouched();
  });

  it('refuses to delete an API key and hands back the update that archives it', async () => {
    const outcome = await booted.connector.invoke('api_keys_delete', { api_key_id: 'apikey_1' }, CONTEXT);

    const told = {
      id: 'api_keys_delete_unsupported',
      kind: 'unsupported',
      title: 'API keys cannot be deleted through the Admin API',
      reason:
        'The Admin API has no operation that deletes an API key; archiving one is permanent and disables it immediately.',
      workaround: 'Run api_keys_update with status "archived".',
      reference: REFERENCES.adminApi,
      alternative: { actionId: 'api_keys_update', input: { api_key_id: 'apikey_1', status: 'archived' } },
    };
    expect(whole(outcome)).toEqual({
      ok: false,
      actionId: 'api_keys_delete',
      error: limited({ message: `${told.title}. ${told.reason}`, fix: told.workaround, limitation: told }),
      meta: META,
    });
    untouched();
  });

  it('refuses to delete a workspace and hands back the archiving', async () => {
    const outcome = await booted.connector.invoke('workspaces_delete', { workspace_id: 'wrkspc_1' }, CONTEXT);

    const told = {
      id: 'workspaces_delete_unsupported',
      kind: 'unsupported',
      title: 'Workspaces cannot be deleted through the Admin API',
      reason:
        'The Admin API has no operation that deletes a workspace; archiving one is permanent and keeps its history.',
      workaround: 'Run workspaces_archive; it also archives every API key of the workspace.',
      reference: REFERENCES.workspaces,
      alternative: { actionId: 'workspaces_archive', input: { workspace_id: 'wrkspc_1' } },
    };
    expect(whole(outcome)).toEqual({
      ok: false,
      actionId: 'workspaces_delete',
      error: limited({ message: `${told.title}. ${told.reason}`, fix: told.workaround, limitation: told }),
      meta: META,
    });
    untouched();
  });

  it.each([{ expires_in_days: 7 }, { expires_at: '2026-12-24T00:00:00Z' }])(
    'refuses an expiry (%j) and hands back the invite without it',
    async (expiry) => {
      const invite = { email: 'ada@example.com', role: 'developer' as const };
      const outcome = await booted.connector.invoke('invites_create', { ...invite, ...expiry }, CONTEXT);

      const told = {
        id: 'invite_expiry_fixed',
        kind: 'fixed_value',
        fields: ['expires_at', 'expires_in_days'],
        title: 'The expiry of an invite cannot be chosen',
        reason: 'Every invite expires 21 days after it was created, and the API accepts no other value.',
        workaround:
          'Create the invite without an expiry. Once it has expired, run invites_reissue to create a new one for the same person; to end it sooner, run invites_delete.',
        reference: REFERENCES.adminApi,
        alternative: { actionId: 'invites_create', input: invite, loses: Object.keys(expiry) },
      };
      expect(whole(outcome)).toEqual({
        ok: false,
        actionId: 'invites_create',
        error: limited({ message: `${told.title}. ${told.reason}`, fix: told.workaround, limitation: told }),
        meta: META,
      });
      untouched();
    },
  );

  const adminTold = {
    id: 'admin_not_removable',
    kind: 'conditional',
    title: 'A member with the role admin cannot be removed',
    reason: 'The Admin API refuses to remove admins and owners, so a key cannot lock an organization out.',
    workaround:
      'Demote the member first with users_update, then run users_remove again; or remove them in the Claude Console.',
    reference: REFERENCES.adminApi,
    alternative: { actionId: 'users_update', input: { user_id: 'user_admin', role: 'user' } },
  };
  const adminError = limited({
    message: `${adminTold.title}. ${adminTold.reason}`,
    fix: adminTold.workaround,
    limitation: adminTold,
  });

  it('looks the role up and never sends the removal of an admin', async () => {
    const outcome = await booted.connector.invoke('users_remove', { user_id: 'user_admin' }, CONTEXT);

    expect(whole(outcome)).toEqual({
      ok: false,
      actionId: 'users_remove',
      error: adminError,
      meta: { ...META, attempts: 1, upstreamRequestId: 'req_1' },
    });
    expect(booted.api.log()).toEqual(['GET /v1/organizations/users/user_admin']);
  });

  it('removes a member who is no admin, after the look-up', async () => {
    const outcome = await booted.connector.invoke('users_remove', { user_id: 'user_1' }, CONTEXT);

    expect(outcome.ok).toBe(true);
    expect(booted.api.log()).toEqual([
      'GET /v1/organizations/users/user_1',
      'DELETE /v1/organizations/users/user_1',
    ]);
  });

  it('gives the same answer where the member became admin after the look-up', async () => {
    const message = 'Members with the admin role cannot be removed.';
    const race = await bootConnector(({ method }) =>
      method === 'GET'
        ? { body: { role: 'user' } }
        : {
            status: 400,
            body: { type: 'error', error: { type: 'invalid_request_error', message }, request_id: 'req_2' },
          },
    );

    const outcome = await race.connector.invoke('users_remove', { user_id: 'user_admin' }, CONTEXT);
    await race.close();

    expect(outcome).toMatchObject({
      ok: false,
      error: {
        ...adminError,
        upstream: { status: 400, type: 'invalid_request_error', message, requestId: 'req_2' },
      },
    });
  });

  it('mentions actions as data, which a surface renders in its own names', async () => {
    const outcome = await booted.connector.invoke('workspaces_delete', { workspace_id: 'wrkspc_1' }, CONTEXT);

    if (outcome.ok) throw new Error('the deletion was not refused');
    const { fix, limitation } = inNames(outcome.error, (id) => `anthropic_${id}`);
    expect([fix, limitation?.workaround]).toEqual(
      Array(2).fill('Run anthropic_workspaces_archive; it also archives every API key of the workspace.'),
    );
    expect(outcome.error.parts).toEqual({
      fix: ['Run ', { action: 'workspaces_archive' }, '; it also archives every API key of the workspace.'],
    });
  });

  it('was compared with the reference on a day', () => {
    expect(CHECKED).toMatch(/^2026-\d{2}-\d{2}$/);
  });
});
