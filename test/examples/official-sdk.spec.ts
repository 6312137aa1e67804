import { bootDropIn, type DropIn } from '../drop-in/support/boot-drop-in.js';
import { runExample } from './support/run-example.js';

let world: DropIn;
beforeAll(async () => {
  world = await bootDropIn();
});
afterAll(() => world.close());

it('lets a script for the official SDK be governed', async () => {
  const env = { PLATFORM_URL: world.origin, PLATFORM_TOKEN: world.token };

  expect(await runExample('official-sdk/govern.mjs', env)).toEqual([
    'organization: Acme Robotics',
    'members: 30',
    expect.stringMatching(/^an active key: ./),
    '400 connector_api_keys_delete_unsupported',
    expect.stringMatching(
      /Send instead: POST \/v1\/organizations\/api_keys\/apikey_\w+ with the body \{"status":"archived"\}$/,
    ),
  ]);
});
