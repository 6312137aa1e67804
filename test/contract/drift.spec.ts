import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { compare } from '../../scripts/contract-drift/compare.mjs';
import {
  loadContract,
  loadSdk,
  type DriftContract,
  type DriftSdk,
} from '../../scripts/contract-drift/load.mjs';

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
      const { beta_headers } = operation(copy, 'webhooks.list') as unknown as {
        beta_headers: Record<string, string[]>;
      };
      beta_headers['sdk_sends'] = beta_headers['beta_sdk_sends'] = ['webhooks-2026-01-01'];
    });

    expect(found).toEqual([
      'GET /v1/organizations/webhooks: the SDK sends the beta header webhooks-2026-10-07',
      'GET /v1/organizations/webhooks: the SDK no longer sends webhooks-2026-01-01',
    ]);
  });
});
