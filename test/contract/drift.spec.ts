import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { compare, verdictOf } from '../../scripts/contract-drift/compare.mjs';
import {
  loadContract,
  loadSdk,
  type DriftContract,
  type DriftSdk,
  type SdkOperation,
} from '../../scripts/contract-drift/load.mjs';

import { afterTest } from '../support/cleanup.js';

const root = new URL('../../', import.meta.url);
const manifest = (path: string): { version: string; devDependencies: Record<string, string> } =>
  JSON.parse(readFileSync(new URL(`${path}package.json`, root), 'utf8')) as never;

let contract: DriftContract;
let sdk: DriftSdk;
beforeAll(async () => {
  contract = await loadContract();
  sdk = loadSdk(fileURLToPath(new URL('node_modules/@anthropic-ai/sdk', root)));
}, 120_000);

/** What is found after something was done to a copy of the contract. */
function after(change: (copy: DriftContract) => void): string[] {
  const copy = structuredClone(contract);
  change(copy);
  return compare(copy, sdk);
}

const operation = ({ operations }: DriftContract, id: string): DriftContract['operations'][number] =>
  operations.find((one) => one.id === id)!;

describe('the contract and the pinned SDK', () => {
  it('are of the version that package.json pins', () => {
    expect(manifest('node_modules/@anthropic-ai/sdk/').version).toBe(
      manifest('').devDependencies['@anthropic-ai/sdk'],
    );
  });

  it('agree on every operation, parameter and field', () => {
    expect(compare(contract, sdk)).toEqual([]);
    expect(sdk.operations.size).toBe(
      contract.operations.length +
        contract.foreignOperations.length -
        contract.exceptions.onlyInContract.length,
    );
  });
});

it('says why the contract has more operations than the SDK', () => {
  expect(verdictOf('1.14.0', contract, sdk, [])).toBe(
    'SDK 1.14.0, 157 operations: the contract fits. The contract has 160: 70 accept an Admin key, and 90 refuse it. The SDK has no method for 3 of them: cost_report.retrieve, usage_report.retrieve_claude_code, usage_report.retrieve_messages.',
  );
});

describe('a drift of the contract is noticed', () => {
  const cases: [string, (copy: DriftContract) => void, string][] = [
    [
      'an operation is lacking',
      (copy) => (copy.operations = copy.operations.filter(({ id }) => id !== 'users.sign_out')),
      'POST /v1/organizations/users/{user_id}/sign_out (beta.organization.users.signOut) is in the SDK, and not in the contract',
    ],
    [
      'an operation beyond an Admin key is lacking',
      (copy) =>
        (copy.foreignOperations = copy.foreignOperations.filter(
          ({ id }) => id !== 'rbac_roles.permissions.list',
        )),
      'GET /v1/organizations/rbac_roles/{rbac_role_id}/permissions (organization.rbacRoles.permissions.list, beta.organization.rbacRoles.permissions.list) is in the SDK, and not in the contract',
    ],
    [
      'an operation is too much',
      (copy) =>
        copy.operations.push({
          ...operation(copy, 'users.list'),
          id: 'users.merge',
          path: '/v1/organizations/merge',
        }),
      'GET /v1/organizations/merge (users.merge) is in the contract, and not in the SDK',
    ],
    [
      'a path parameter has another name',
      (copy) => (operation(copy, 'users.retrieve').path = '/v1/organizations/users/{member_id}'),
      'GET /v1/organizations/users/{member_id}: the path is /v1/organizations/users/{user_id} in the SDK',
    ],
    [
      'a path parameter is not listed',
      (copy) => (operation(copy, 'users.retrieve').path_params = []),
      'GET /v1/organizations/users/{user_id}: the path has the parameters user_id, and path_params has ',
    ],
    [
      'a query field is lacking',
      (copy) => operation(copy, 'analytics.usage.list').query.splice(5, 1),
      'GET /v1/organizations/analytics/usage: query field api_key_ids is in the SDK, and not in the contract',
    ],
    [
      'a body field is too much',
      (copy) =>
        operation(copy, 'users.update').body.push({
          ...operation(copy, 'users.update').body[0]!,
          name: 'title',
        }),
      'POST /v1/organizations/users/{user_id}: body field title is in the contract, and not in the SDK',
    ],
    [
      'a field is optional by mistake',
      (copy) => (operation(copy, 'users.update').body[0]!.required = false),
      'POST /v1/organizations/users/{user_id}: body field role is required in the SDK',
    ],
    [
      'a field deep inside is lacking',
      (copy) =>
        delete copy.definitions['BetaTelemetryDestinationTracesParams']!.properties!['max_content_bytes'],
      'POST /v1/organizations/telemetry_destinations: body field traces.max_content_bytes is in the SDK, and not in the contract',
    ],
    [
      'a value of a closed set is lacking',
      (copy) => copy.definitions['SpendLimitPeriod']!.enum!.pop(),
      'GET /v1/organizations/spend_limits/effective: query field period[] has the value weekly only in the SDK',
    ],
    [
      'a field of an answer is lacking',
      (copy) => delete copy.definitions['OrganizationUser']!.properties!['added_at'],
      'schema OrganizationUser.added_at is in the SDK, and not in the contract',
    ],
    [
      'an error code is lacking',
      (copy) => operation(copy, 'workspaces.create').errors.pop(),
      'POST /v1/organizations/workspaces: the error code workspace_created_incomplete is only in the SDK',
    ],
    [
      'an error code of a beta is lacking',
      (copy) => operation(copy, 'workspaces.update').beta_errors!.pop(),
      'POST /v1/organizations/workspaces/{workspace_id}: the error code authorization_check_unavailable is only in the SDK',
    ],
    [
      'an error code is too much',
      (copy) =>
        operation(copy, 'users.list').errors.push({ error_code: 'made_up', http_class: 'ConflictError' }),
      'GET /v1/organizations/users: the error code made_up is only in the contract',
    ],
    [
      'an effect is known of a code that there is not',
      (copy) => copy.effects.push({ error_code: 'made_up' }),
      'error-effects.json has the error code made_up, and the SDK does not',
    ],
    [
      'an optional beta header is lacking',
      (copy) => delete operation(copy, 'workspaces.retrieve').beta_headers.optional,
      'GET /v1/organizations/workspaces/{workspace_id}: the optional beta header efs-2026-10-01 is only in the SDK',
    ],
    [
      'an optional beta header is too much',
      (copy) => (operation(copy, 'users.list').beta_headers.optional = ['made-up-2026-01-01']),
      'GET /v1/organizations/users: the optional beta header made-up-2026-01-01 is only in the contract',
    ],
    [
      'an exception is needed no more',
      (copy) => copy.exceptions.onlyInContract.push({ operation: 'users.list', why: 'test' }),
      'needless exception: users.list is in the SDK now',
    ],
    [
      'an ignored difference is gone',
      (copy) => copy.exceptions.ignored.push({ difference: 'something', why: 'test' }),
      'needless exception: something',
    ],
  ];

  it.each(cases)('where %s', (_, change, sentence) => {
    expect(after(change)).toContain(sentence);
  });

  it('says a beta header that changed', () => {
    const found = after((copy) => {
      const { beta_headers } = operation(copy, 'webhooks.list');
      beta_headers.sdk_sends = beta_headers.beta_sdk_sends = ['webhooks-2026-01-01'];
    });

    expect(found).toEqual([
      'GET /v1/organizations/webhooks: the SDK sends the beta header webhooks-2026-10-07',
      'GET /v1/organizations/webhooks: the SDK no longer sends webhooks-2026-01-01',
      'GET /v1/organizations/webhooks: the optional beta header webhooks-2026-10-07 is only in the SDK',
    ]);
  });
});

describe('a drift of the SDK is noticed', () => {
  /** What is found after something was done to one operation of a copy of the SDK. */
  function afterSdk(key: string, change: (copy: SdkOperation) => void): string[] {
    const known = sdk.operations.get(key)!;
    const copy = { ...known, errors: new Map(known.errors), betasSpokenOf: [...known.betasSpokenOf] };
    change(copy);
    return compare(contract, { ...sdk, operations: new Map(sdk.operations).set(key, copy) });
  }

  it.each<[string, string, (copy: SdkOperation) => void, string]>([
    [
      'a new error code',
      'POST /v1/organizations/workspaces/{}/archive',
      ({ errors }) => errors.set('archived_in_part', 'ConflictError'),
      'POST /v1/organizations/workspaces/{workspace_id}/archive: the error code archived_in_part is only in the SDK',
    ],
    [
      'a new error code of an operation beyond an Admin key',
      'POST /v1/organizations/service_accounts',
      ({ errors }) => errors.set('robots_refused', 'BadRequestError'),
      'POST /v1/organizations/service_accounts: the error code robots_refused is only in the SDK',
    ],
    [
      'an error code that is gone',
      'POST /v1/organizations/external_storage',
      ({ errors }) => errors.delete('grant_required'),
      'POST /v1/organizations/external_storage: the error code grant_required is only in the contract',
    ],
    [
      'an error code with another status',
      'POST /v1/organizations/workspaces',
      ({ errors }) => errors.set('workspace_created_incomplete', 'ConflictError'),
      'POST /v1/organizations/workspaces: the error code workspace_created_incomplete is of ConflictError in the SDK, not of ServiceUnavailableError',
    ],
    [
      'a new optional beta header',
      'GET /v1/organizations/users',
      ({ betasSpokenOf }) => betasSpokenOf.push('members-2027-01-01'),
      'GET /v1/organizations/users: the optional beta header members-2027-01-01 is only in the SDK',
    ],
    [
      'an optional beta header that is gone',
      'GET /v1/organizations/workspaces',
      ({ betasSpokenOf }) => betasSpokenOf.splice(0),
      'GET /v1/organizations/workspaces: the optional beta header efs-2026-10-01 is only in the contract',
    ],
  ])('where it has %s', (_, key, change, sentence) => {
    expect(afterSdk(key, change)).toEqual([sentence]);
  });
});

describe('an SDK on disk', () => {
  it('is read with its error codes and with the beta headers that its texts speak of', () => {
    const folder = mkdtempSync(join(tmpdir(), 'drift-sdk-'));
    afterTest(() => rmSync(folder, { recursive: true, force: true }));
    for (const [name, text] of Object.entries(SMALL_SDK)) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), text);
    }

    const { errors, betasSpokenOf } = loadSdk(folder).operations.get('POST /v1/organizations/things')!;

    expect([...errors]).toEqual([['thing_made_in_part', 'ConflictError']]);
    expect(betasSpokenOf).toEqual(['things-2027-01-01']);
  });
});

const SMALL_SDK = {
  'core.d.mts': 'export declare class APIResource {}\nexport declare class ConflictError extends Error {}\n',
  'resources/things.d.mts': `import { APIResource, ConflictError } from '../core.mjs';
export declare class ThingMadeInPartError extends ConflictError { readonly errorCode: 'thing_made_in_part'; }
export interface ThingParams {
  name: string;
  /** Optional. Send \`things-2027-01-01\` in this header for more. */
  betas?: string[];
}
export declare class Things extends APIResource {
  /** @throws {ThingMadeInPartError} */
  create(params: ThingParams, options?: object): Promise<void>;
}
`,
  'resources/things.mjs': `export class Things {
  create(params, options) {
    const { betas, ...body } = params;
    return this._client.post('/v1/organizations/things', { body, ...options });
  }
}
`,
  'index.d.mts': `import { Things } from './resources/things.mjs';
export declare class Anthropic { things: Things; }
`,
};
