import { render } from '../../src/kit/catalog/index.js';
import type { Action } from '../../src/kit/catalog/define-action.js';
import { ACTIONS } from '../../src/actions/index.js';
import { LIMITATIONS } from '../../src/limitations/index.js';
import type { Limitation } from '../../src/kit/catalog/define-limitation.js';
import type { Outcome } from '../../src/kit/engine/outcome.js';
import { bootConnector, CONTEXT, type Booted } from '../support/boot-connector.js';
import { compiled } from '../support/catalog.js';

const limitationOf = (outcome: Outcome): object => (outcome.ok ? {} : (outcome.error.limitation ?? {}));

const actions = new Map((ACTIONS as readonly Action[]).map((action) => [action.id, action]));
const all = (LIMITATIONS as readonly Limitation[]).map((limitation) => [limitation.id, limitation] as const);

/** Asked for, the limitation, the alternative that is handed back. */
const BY_INPUT: [string, object, string, object | undefined][] = [
  [
    'workspaces_create',
    { name: 'Private', inference_data_privacy: { human_review: { type: 'disabled' } } },
    'inference_data_privacy_requires_other_credential',
    { actionId: 'workspaces_create', input: { name: 'Private' }, loses: ['inference_data_privacy'] },
  ],
  [
    'workspaces_update',
    { workspace_id: 'wrkspc_1', name: 'Private', inference_data_privacy: null },
    'inference_data_privacy_requires_other_credential',
    {
      actionId: 'workspaces_update',
      input: { workspace_id: 'wrkspc_1', name: 'Private' },
      loses: ['inference_data_privacy'],
    },
  ],
  [
    'workspaces_update',
    { workspace_id: 'wrkspc_1', inference_data_privacy: { human_review: { type: 'disabled' } } },
    'inference_data_privacy_requires_other_credential',
    undefined,
  ],
  [
    'users_update',
    { user_id: 'user_1', role: 'admin' },
    'admin_role_not_assignable',
    { actionId: 'users_update', input: { user_id: 'user_1', role: 'developer' }, loses: ['role'] },
  ],
  [
    'invites_create',
    { email: 'ada@example.com', role: 'admin' },
    'admin_role_not_assignable',
    {
      actionId: 'invites_create',
      input: { email: 'ada@example.com', role: 'developer' },
      loses: ['role'],
    },
  ],
  [
    'workspace_members_add',
    { workspace_id: 'wrkspc_1', user_id: 'user_1', workspace_role: 'workspace_billing' },
    'workspace_billing_inherited',
    {
      actionId: 'users_update',
      input: { user_id: 'user_1', role: 'billing' },
      loses: ['workspace_id', 'workspace_role'],
    },
  ],
  [
    'cost_report_get',
    { starting_at: '2026-11-01T00:00:00Z', bucket_width: '1h' },
    'cost_buckets_daily',
    {
      actionId: 'cost_report_get',
      input: { starting_at: '2026-11-01T00:00:00Z', bucket_width: '1d' },
      loses: ['bucket_width'],
    },
  ],
  [
    'usage_report_messages',
    {
      starting_at: '2026-11-01T00:00:00Z',
      group_by: ['model', 'speed', 'account_id', 'api_key_id', 'workspace_id', 'service_tier'],
    },
    'report_group_by_max',
    {
      actionId: 'usage_report_messages',
      input: {
        starting_at: '2026-11-01T00:00:00Z',
        group_by: ['model', 'speed', 'account_id', 'api_key_id', 'workspace_id'],
      },
      loses: ['group_by'],
    },
  ],
];

/** Asked for, what the API says to it, the limitation. */
const BY_REFUSAL: [string, object, string, string][] = [
  [
    'workspaces_archive',
    { workspace_id: 'wrkspc_1' },
    'The default workspace cannot be archived.',
    'default_workspace_fixed',
  ],
  [
    'workspaces_update',
    { workspace_id: 'wrkspc_1', name: 'New' },
    'Cannot rename the default workspace',
    'default_workspace_fixed',
  ],
  [
    'workspace_members_remove',
    { workspace_id: 'wrkspc_1', user_id: 'user_1' },
    'Inherited workspace roles cannot be removed.',
    'inherited_workspace_role',
  ],
];

describe.each(all)('limitation %s', (_, limitation) => {
  it('touches actions that exist', () => {
    expect(limitation.actions.filter((id) => !actions.has(id))).toEqual([]);
    if (limitation.lookUp) expect(actions.get(limitation.lookUp.actionId)?.effect.kind).toBe('read');
  });

  it('hands back alternatives that are valid as they stand', () => {
    const alternatives = limitation.actions.map((id) =>
      limitation.alternative?.(actions.get(id)!.example as never),
    );
    const wrong = alternatives
      .filter((alternative) => alternative !== undefined)
      .flatMap(({ actionId, input }) => compiled(actionId).check(input).issues);

    expect(wrong).toEqual([]);
  });

  it.each([[{}], [{ user_id: 5, email: null, group_by: 'x', role: ['admin'] }]])(
    'bears any input, such as %j',
    (odd) => {
      expect(() => [limitation.blocks?.(odd), limitation.lookUp?.blocks(odd)]).not.toThrow();
    },
  );

  it('is told in whole sentences, with its page and the day it was checked', () => {
    const { title, reason, workaround, reference, checked } = limitation;

    expect([title, reason, render(workaround), reference, checked]).toEqual([
      expect.stringMatching(/^[A-Z].+[^.]$/),
      expect.stringMatching(/^[A-Z].+\.$/),
      expect.stringMatching(/^[A-Z].+\.$/),
      expect.stringMatching(/^https:\/\/platform\.claude\.com\/docs\//),
      expect.stringMatching(/^\d{4}-\d{2}-\d{2}$/),
    ]);
  });
});

describe('limitations in use', () => {
  let booted: Booted;
  let says = '';
  beforeAll(async () => {
    booted = await bootConnector(() => ({
      status: 400,
      body: { type: 'error', error: { type: 'invalid_request_error', message: says } },
    }));
  });
  afterAll(() => booted.close());
  beforeEach(() => {
    booted.api.seen.length = 0;
    booted.store.opened = 0;
  });

  it.each(BY_INPUT)(
    'refuses %s with %j as %s, before the key is touched',
    async (id, input, limitation, alternative) => {
      const outcome = await booted.connector.invokeById(id, input, CONTEXT);

      expect(outcome).toMatchObject({
        ok: false,
        error: {
          code: 'limited_operation',
          limitation: { id: limitation, ...(alternative ? { alternative } : {}) },
        },
      });
      expect('alternative' in limitationOf(outcome)).toBe(alternative !== undefined);
      expect([booted.api.log(), booted.store.opened]).toEqual([[], 0]);
    },
  );

  it('says first what else is wrong with the input', async () => {
    const outcome = await booted.connector.invokeById(
      'invites_create' as string,
      { email: 'nobody', role: 'admin' },
      CONTEXT,
    );

    expect(outcome).toMatchObject({
      ok: false,
      error: { code: 'invalid_input', issues: [{ path: 'email' }, { path: 'role' }] },
    });
  });

  it.each(BY_REFUSAL)('tells the refusal of %s %j ("%s") as %s', async (id, input, message, limitation) => {
    says = message;

    const outcome = await booted.connector.invokeById(id, input, CONTEXT);

    expect(outcome).toMatchObject({
      ok: false,
      error: {
        code: 'limited_operation',
        limitation: { id: limitation },
        upstream: { status: 400, message },
      },
    });
  });

  it('leaves a refusal that is none of ours as it is', async () => {
    says = 'Name taken.';

    const outcome = await booted.connector.invoke(
      'workspaces_update',
      { workspace_id: 'wrkspc_1', name: 'New' },
      CONTEXT,
    );

    expect(outcome).toMatchObject({
      ok: false,
      error: { code: 'upstream_invalid_request', upstream: { message: 'Name taken.' } },
    });
  });
});
