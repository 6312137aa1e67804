import { bootDropIn, type DropIn } from '../drop-in/support/boot-drop-in.js';
import { runExample } from './support/run-example.js';
import { startModel, type Line } from './support/scripted-model.js';

const API_KEY = 'sk-ant-api03-a-key-of-the-tests-that-opens-nothing';

/** The call that a refusal tells of. */
const alternativeIn = (text: unknown) => {
  const [, name = '', input = '{}'] = /Call (\w+) with (\{.*\}) to do this\.$/.exec(String(text)) ?? [];
  return { name, input: JSON.parse(input) as object };
};

/** The id of a member in a list. */
const idOf = (name: string, text: unknown): string | undefined =>
  (JSON.parse(String(text)) as { data: { id: string; name: string }[] }).data.find((one) => one.name === name)
    ?.id;

let world: DropIn;
beforeAll(async () => {
  world = await bootDropIn();
});
afterAll(() => world.close());

it('lets a model find a member, take the way around a limitation, and finish', async () => {
  const { adminUserId: user_id } = world.simulator.demo;
  const script: Line[] = [
    () => [{ name: 'anthropic_users_list', input: { roles: ['admin'] } }],
    ([found]) => [
      { name: 'anthropic_users_remove', input: { user_id: idOf('Ada Kowalski', found?.content) } },
    ],
    ([refused]) => (refused?.is_error ? [alternativeIn(refused.content)] : 'It is done already.'),
    () => [{ name: 'anthropic_users_remove', input: { user_id } }],
    ([removed]) => `Done: ${removed?.content}`,
  ];
  const model = await startModel(API_KEY, script);

  const env = {
    PLATFORM_URL: world.origin,
    PLATFORM_TOKEN: world.token,
    ANTHROPIC_API_KEY: API_KEY,
    ANTHROPIC_BASE_URL: model.url,
  };

  const printed = await runExample('agent-loop/agent.mjs', env, 'Ada Kowalski has left us.').finally(
    model.close,
  );

  expect(printed).toEqual([
    '-> anthropic_users_list {"roles":["admin"]}',
    `-> anthropic_users_remove {"user_id":"${user_id}"}`,
    expect.stringMatching(/^<- .*cannot be removed.* Call anthropic_users_update with .* to do this\.$/),
    `-> anthropic_users_update {"user_id":"${user_id}","role":"user"}`,
    `-> anthropic_users_remove {"user_id":"${user_id}"}`,
    `Done: {"id":"${user_id}","type":"user_deleted"}`,
  ]);
  expect(world.sent().slice(-2)).toEqual([
    `GET /v1/organizations/users/${user_id}`,
    `DELETE /v1/organizations/users/${user_id}`,
  ]);
  expect(model.tools.map(({ length }) => length)).toEqual(Array(5).fill(82));
});
