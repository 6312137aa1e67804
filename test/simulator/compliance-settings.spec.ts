import { failure } from './support/ask.js';
import { boot } from './support/boot.js';

const PATH = '/compliance_settings';
const settings = (type: string) => ({ type: 'compliance_settings', state: { type } });

it.each([
  ['text', 'disabled'],
  ['an object', { type: 'disabled' }],
])('takes the state as %s and answers with an object', async (_form, state) => {
  const { get, post } = await boot();

  const before = await get(PATH);
  const after = await post(PATH, { state });

  expect([before.body, after.body, (await get(PATH)).body]).toEqual([
    settings('enabled'),
    settings('disabled'),
    settings('disabled'),
  ]);
});

it.each([['paused'], [{ type: 'paused' }], [{ type: 'enabled', since: 1 }], [null]])(
  'refuses the state %j',
  async (state) => {
    const { post } = await boot();

    expect(failure(await post(PATH, { state }))).toMatchObject({
      status: 400,
      type: 'invalid_request_error',
    });
  },
);
