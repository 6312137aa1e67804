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
});
