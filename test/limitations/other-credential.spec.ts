import { render } from '../../src/kit/catalog/index.js';
import { ACTIONS } from '../../src/actions/index.js';
import { otherCredentialOperations } from '../../src/limitations/other-credential/other-credential.limitations.js';
import { CHECKED } from '../../src/limitations/references.js';
import { bootConnector, CONTEXT, type Booted } from '../support/boot-connector.js';
import { FOREIGN_OPERATIONS } from '../support/contract.js';

const kinds = otherCredentialOperations();
const listed: readonly string[] = ACTIONS.map(({ id }) => id);

/** Inputs of any kind, valid for nothing. */
const ODD: unknown[] = [
  undefined,
  null,
  'x',
  5,
  [1],
  { rbac_group_id: '../..' },
  { surprise: { deep: true } },
];

describe('operations that refuse an Admin key', () => {
  let booted: Booted;
  beforeAll(async () => {
    booted = await bootConnector();
  });
  afterAll(() => booted.close());

  it('are those of the contract, each under an id of its own', () => {
    const ids = kinds.map(({ actionId }) => actionId);

    expect(kinds.map(({ operation }) => operation.id)).toEqual(FOREIGN_OPERATIONS.map(({ id }) => id));
    expect(new Set([...ids, ...listed]).size).toBe(ids.length + listed.length);
    expect(ids.filter((id) => !/^[a-z][a-z0-9_]{1,47}$/.test(id))).toEqual([]);
  });

  it('answer an OAuth operation with the token it requires', async () => {
    const outcome = await booted.connector.invokeById('service_accounts_create', { name: 'ci' }, CONTEXT);

    const limitation = {
      id: 'service_accounts_create_requires_other_credential',
      kind: 'credential_kind',
      title: 'An Admin key cannot create a service account',
      reason:
        'POST /v1/organizations/service_accounts requires an OAuth access token (sk-ant-oat01-) with the scope org:admin; it refuses an Admin key. This connector stores one Admin key per connection and does not support OAuth sign-in.',
      workaround:
        'Create a service account in the Claude Console. Or call the API yourself with an OAuth access token (sk-ant-oat01-) with the scope org:admin.',
      reference: 'https://platform.claude.com/docs/en/manage-claude/admin-api#oauth-bearer-token',
      credential: { kinds: ['oauth_token'], scopes: ['org:admin'] },
    };
    expect({ ...outcome, meta: { ...outcome.meta, durationMs: 0 } }).toEqual({
      ok: false,
      actionId: 'service_accounts_create',
      error: {
        code: 'limited_operation',
        blame: 'caller',
        message: `${limitation.title}. ${limitation.reason}`,
        fix: limitation.workaround,
        effect: 'none',
        retry: { allowed: false, resend: 'never' },
        limitation,
      },
      meta: { requestId: 'test', durationMs: 0, attempts: 0 },
    });
  });

  it.each([
    ['rbac_groups_list', 'an Admin key', ['scoped_key'], ['read:rbac_groups']],
    [
      'plugin_versions_download',
      'or a Compliance Access Key with one of the scopes read:plugins, read:org_audit, read:compliance_org_data',
      ['scoped_key', 'compliance_access_key'],
      ['read:plugins', 'read:org_audit', 'read:compliance_org_data'],
    ],
    [
      'plugin_marketplaces_validate_archive',
      'with one of the scopes read:plugins, write:plugins',
      ['scoped_key'],
      ['read:plugins', 'write:plugins'],
    ],
    ['federation_rule_workspaces_remove', 'sk-ant-oat01-', ['oauth_token'], ['org:admin']],
    [
      'google_data_controls_update',
      'with the scope org:admin, or an organization-scoped API key of a user or a service account (sk-ant-api03-) with the role admin or owner',
      ['oauth_token', 'user_or_service_account_key'],
      ['org:admin'],
    ],
  ])('answer %s with the scopes it requires', async (id, words, credentials, scopes) => {
    const outcome = await booted.connector.invokeById(id, {}, CONTEXT);

    expect(outcome).toMatchObject({
      ok: false,
      error: {
        message: expect.stringContaining(words),
        limitation: { credential: { kinds: credentials, scopes } },
      },
    });
  });

  it.each(kinds.map(({ actionId }) => actionId))(
    '%s answers without key or network, whatever it is given',
    async (id) => {
      const outcomes = await Promise.all(ODD.map((input) => booted.connector.invokeById(id, input, CONTEXT)));

      expect(outcomes.map((outcome) => !outcome.ok && outcome.error.code)).toEqual(
        ODD.map(() => 'limited_operation'),
      );
      expect([booted.api.log(), booted.store.opened]).toEqual([[], 0]);
    },
  );

  it.each(kinds.map((kind) => [kind.actionId, kind] as const))('%s is told in whole sentences', (_, kind) => {
    const { title, reason, workaround, reference, checked } = kind.limitation;

    expect(kind.title).toMatch(/^[A-Z].{5,59}[^. ]$/);
    expect([title, reason, render(workaround), reference, checked]).toEqual([
      expect.stringMatching(/^An Admin key cannot [a-z].+[^.]$/),
      expect.stringMatching(/^(GET|POST|DELETE) \/v1\/.+\.$/),
      expect.stringMatching(/^[A-Z].+\.$/),
      expect.stringMatching(/^https:\/\/platform\.claude\.com\/docs\//),
      CHECKED,
    ]);
  });

  it('stay out of a listing unless they are asked for', () => {
    const ids = (actions: { id: string }[]): string[] => actions.map(({ id }) => id);

    expect(ids(booted.connector.list())).toEqual(listed);
    expect(ids(booted.connector.list({ include: 'all' }))).toEqual([
      ...listed,
      ...kinds.map(({ actionId }) => actionId),
    ]);
  });

  it('are described, with an input of any shape', () => {
    expect(booted.connector.describe('rbac_groups_delete')).toMatchObject({
      id: 'rbac_groups_delete',
      title: 'Delete an RBAC group',
      available: false,
      effect: { kind: 'delete', destructive: true },
      inputSchema: { type: 'object', properties: {}, additionalProperties: true },
      limitations: [{ kind: 'credential_kind', credential: { kinds: ['scoped_key'] } }],
    });
  });

  it('are suggested where nothing else comes as close', async () => {
    const outcomes = await Promise.all(
      ['rbac_group_list', 'user_list'].map((id) => booted.connector.invokeById(id, {}, CONTEXT)),
    );

    expect(outcomes.map((outcome) => !outcome.ok && outcome.error.fix?.split('?')[0])).toEqual([
      expect.stringContaining('rbac_groups_list'),
      'Did you mean users_list',
    ]);
  });
});
