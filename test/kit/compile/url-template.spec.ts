import Anthropic from '@anthropic-ai/sdk';
import { UrlParameterError, buildQuery, encodePath, urlTemplate } from '../../../src/kit/compile/request.js';
import { bootServer } from '../http/boot-api.js';
import { json } from '../http/scripted-server.js';

describe('urlTemplate', () => {
  test('fills in a route and its query', () => {
    const path = urlTemplate('/v1/organizations/workspaces/{workspace_id}/members/{user_id}', [
      'limit',
      'roles[]',
    ]);

    const url = path({ workspace_id: 'wrkspc_1', user_id: 'user_1', limit: 5, roles: ['admin', 'user'] });

    expect(url).toBe(
      '/v1/organizations/workspaces/wrkspc_1/members/user_1?limit=5&roles%5B%5D=admin&roles%5B%5D=user',
    );
  });

  test('sends the same bytes as the official SDK', async () => {
    const server = await bootServer(json(200, { data: [], next_page: null }));
    const sdk = new Anthropic({ apiKey: 'sk-ant-admin01-sdk', baseURL: server.url });
    const query = { user_ids: ['user 1', 'ü/é&='], limit: 5 };

    await sdk.organization.spendLimits.effective.list(query);

    const ours = urlTemplate('/v1/organizations/spend_limits/effective', ['user_ids[]', 'limit']);
    expect(server.log[0]?.path).toBe(ours(query));
  });
});

describe('buildQuery', () => {
  test.each<[title: string, names: string[], input: Record<string, unknown>, query: string]>([
    ['writes nothing for an empty input', ['limit'], {}, ''],
    ['leaves out undefined', ['a', 'b'], { a: undefined, b: 1 }, '?b=1'],
    ['leaves out null', ['a', 'b'], { a: null, b: 1 }, '?b=1'],
    ['leaves out an empty array', ['a[]', 'b'], { a: [], b: 1 }, '?b=1'],
    ['leaves out what it does not know', ['b'], { a: 1, b: 1 }, '?b=1'],
    ['sends false, 0 and the empty text', ['a', 'b', 'c'], { a: false, b: 0, c: '' }, '?a=false&b=0&c='],
    ['repeats the items of an array', ['a[]'], { a: ['x', 'y'] }, '?a%5B%5D=x&a%5B%5D=y'],
    ['adds the brackets to an array by itself', ['a'], { a: ['x'] }, '?a%5B%5D=x'],
    ['takes one value for a name in brackets', ['a[]'], { a: 'x' }, '?a%5B%5D=x'],
    ['takes a range filter by its literal name', ['at[gte]'], { 'at[gte]': 'x' }, '?at%5Bgte%5D=x'],
    ['encodes Unicode', ['name'], { name: 'Zoë 🌍' }, '?name=Zo%C3%AB%20%F0%9F%8C%8D'],
    ['encodes what would end the value', ['a'], { a: 'x&b=1#?+/' }, '?a=x%26b%3D1%23%3F%2B%2F'],
    ['keeps the order of the names', ['a', 'b'], { b: 2, a: 1 }, '?a=1&b=2'],
  ])('%s', (_title, names, input, query) => {
    expect(buildQuery(names)(input)).toBe(query);
  });

  test.each<[value: unknown]>([[{}], [NaN], [Infinity], [() => 1], [Symbol('a')], [1n], [[['x']]], [[null]]])(
    'refuses %p as a value',
    (value) => {
      expect(() => buildQuery(['a'])({ a: value })).toThrow(
        new UrlParameterError('a', 'must be a string, a finite number or a boolean'),
      );
    },
  );
});

describe('encodePath', () => {
  const path = encodePath('/v1/organizations/users/{user_id}/sign_out');

  test.each([
    ['user_1', 'user_1'],
    ['a b', 'a%20b'],
    ['a/b?c#d', 'a%2Fb%3Fc%23d'],
    ['a%b', 'a%25b'],
    ['...', '...'],
    ['Zoë', 'Zo%C3%AB'],
  ])('encodes %p', (id, encoded) => {
    expect(path({ user_id: id })).toBe(`/v1/organizations/users/${encoded}/sign_out`);
  });

  test.each([
    ['.', 'must be an id, not a relative path'],
    ['..', 'must be an id, not a relative path'],
    ['%2e%2E', 'must be an id, not a relative path'],
    ['%252e.', 'must be an id, not a relative path'],
    ['../users', 'must be an id, not a relative path'],
    ['a/../b', 'must be an id, not a relative path'],
    ['a%2F..%2Fb', 'must be an id, not a relative path'],
    ['a\\..\\b', 'must be an id, not a relative path'],
    ['', 'must not be empty'],
    [' ', 'must not be empty'],
    ['%20', 'must not be empty'],
    ['a//b', 'must not be empty'],
    ['/', 'must not be empty'],
    [undefined, 'must be a string, a finite number or a boolean'],
    [null, 'must be a string, a finite number or a boolean'],
    [['a'], 'must be a string, a finite number or a boolean'],
    ['\ud800', 'is not well-formed Unicode'],
  ])('refuses %p', (id, why) => {
    expect(() => path({ user_id: id })).toThrow(new UrlParameterError('user_id', why));
  });
});
