import { rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { hostApplication } from '../package/support/applications.js';
import { run } from '../package/support/run.js';

// The first run on a machine installs Nest.
jest.setTimeout(600_000);

/** What each list of calls in strict/src/calls resolves to, by its name. */
describe('a host on Nest 12 that checks its types strictly and fills every port', () => {
  let application: string;
  let results: Record<string, unknown>;
  beforeAll(async () => {
    application = await hostApplication(fileURLToPath(new URL('./strict', import.meta.url)));
    results = JSON.parse(await run(application, [process.execPath, 'host/dist/main.js'])) as typeof results;
  });
  afterAll(() => rmSync(application, { recursive: true, force: true }));

  it('saves a key, and refuses one of another kind', () => {
    expect(results).toMatchObject({
      save: 'saved',
      keys: ['ordinary_api_key', 'ordinary_api_key', 'active', 1],
    });
  });

  it('reads a page, a whole list, and a list item by item', () => {
    expect(results['reads']).toEqual({ admins: 4, all: [false, true], production: true });
  });

  it('writes once for an idempotency key', () => {
    expect(results['writes']).toEqual({ created: 'Research', same: true, other: 'idempotency_conflict' });
  });

  it('gets an outcome for what its rules, the API and the caller refuse', () => {
    expect(results['refusals']).toEqual({
      disabled: 'action_disabled',
      denied: 'policy_denied',
      approval: 'approval_required',
      limited: 'limited_operation: api_keys_update',
      missing: 'credential_missing',
      stopped: 'cancelled',
      unknown: 'unknown_action',
      invalid: 'invalid_input',
    });
  });

  it('finds in its ports what happened, and never the key', () => {
    expect(results['recorded']).toEqual({
      creations: [
        'begin workspaces_create',
        'end workspaces_create ok',
        'end workspaces_create ok',
        'end workspaces_create idempotency_conflict',
      ],
      refused: 'end users_list invalid_input',
      credentialEvents: ['saved acme', 'refused acme'],
      around: 'users_list false',
      events: ['attempt_finished', 'attempt_started'],
      pacedOrganization: true,
      ownHeader: true,
      keyInHeaders: false,
      internalErrors: [],
      mismatches: [],
    });
  });

  it('finds no secret in its audit, unless it asks for them', () => {
    expect(results['secrets']).toEqual({
      recorded: ['telemetry_destinations_create', 'webhooks_create'],
      leaked: false,
      onRequest: true,
    });
  });

  it('is blamed for what its ports throw, and notified of it', () => {
    const fault = (port: string): unknown => [{ blame: 'host', port, effect: 'none' }, true];

    expect(results['faults']).toEqual({
      blamed: {
        around: fault('around'),
        switches: fault('switches'),
        policy: fault('policy'),
        audit: fault('audit'),
        interceptor: fault('interceptor'),
      },
      observers: { saved: 'saved', warnings: [expect.stringContaining('"replaced"')], read: 30 },
    });
  });

  it('gets a plan with a type of its own, what it could not check, and the approval that it opened', () => {
    expect(results['plans']).toEqual({
      planned: { method: 'POST', path: '/v1/organizations/workspaces', body: { name: 'Planned' } },
      id: 'none',
      admin: 'limited_operation',
      unchecked: ['credential', 'look_up'],
      approval: { id: 'approval-1', reason: 'Two people archive a workspace' },
    });
  });

  it('mounts two instances that share stores and nothing else, and one connector for equal options', () => {
    expect(results['instances']).toEqual({
      same: true,
      unsaved: 'credential_missing',
      created: [true, true, true],
      withoutTenant: 'invalid_input',
    });
  });

  it('reads items as far as its context allows', () => {
    expect(results['lists']).toEqual({ read: 4, progress: [2, 4] });
  });

  it('wraps invoke with its types, and replaces the connector in tests', () => {
    expect(results['wrapper']).toEqual({
      listed: ['ada.lovelace@example.com'],
      emails: ['ada.lovelace@example.com'],
      refused: ['unknown_action', 'invalid_input'],
      calls: 4,
    });
  });

  it('joins events with invocations, and sees the states of a connection change', () => {
    expect(results['events']).toEqual({
      subject: ['users_get', 'joined', 'acme', '/v1/organizations/users/{user_id}'],
      saved: ['saved  active', 'checked active revoked key_unknown'],
    });
  });
});
