import type { Answer } from './support/ask.js';
import { failure } from './support/ask.js';
import { boot } from './support/boot.js';

const names = ({ body }: Answer): string[] =>
  body.data.map((member: { name: string }) => member.name.split(' ')[0]);

it('begins with the newest, and 20 rows', async () => {
  const { get } = await boot();

  const { body } = await get('/users');

  expect(body).toMatchObject({ has_more: true, first_id: body.data[0].id, last_id: body.data[19].id });
  expect(body.data).toHaveLength(20);
});

it('goes on behind after_id', async () => {
  const { get } = await boot();
  const first = await get('/users', { limit: 2 });

  const second = await get('/users', { limit: 2, after_id: first.body.last_id });

  expect([names(first), names(second)]).toEqual([
    ['Dmitri', 'Chiara'],
    ['Bruno', 'Amara'],
  ]);
});

it('gives the rows right before before_id, in the order of the list', async () => {
  const { get } = await boot();
  const page = await get('/users', { limit: 5 });

  const before = await get('/users', { limit: 2, before_id: page.body.last_id });

  expect(names(before)).toEqual(['Bruno', 'Amara']);
  expect(before.body.has_more).toBe(true);
});

it('says has_more of the direction asked for', async () => {
  const { get } = await boot();
  const page = await get('/users', { limit: 3 });

  const before = await get('/users', { limit: 2, before_id: page.body.last_id });

  expect(names(before)).toEqual(['Dmitri', 'Chiara']);
  expect(before.body.has_more).toBe(false);
});

it('sets last_id on the last page too', async () => {
  const { get } = await boot();

  const { body } = await get('/users', { limit: 1000 });

  expect(body).toMatchObject({ has_more: false, first_id: body.data[0].id, last_id: body.data[29].id });
});

it('gives null ids on an empty page', async () => {
  const { get } = await boot();

  const { body } = await get('/users', { email: 'nobody@acme-robotics.example' });

  expect(body).toEqual({ data: [], has_more: false, first_id: null, last_id: null });
});

it('keeps the place of a record that was removed since', async () => {
  const { get, remove } = await boot();
  const first = await get('/users', { limit: 3 });
  await remove(`/users/${first.body.last_id}`);

  const second = await get('/users', { limit: 2, after_id: first.body.last_id });
  const before = await get('/users', { limit: 2, before_id: first.body.last_id });

  expect([names(second), names(before)]).toEqual([
    ['Amara', 'Zoltan'],
    ['Dmitri', 'Chiara'],
  ]);
});

it('meets every record once, page by page', async () => {
  const { get } = await boot();
  const seen: string[] = [];
  let page = await get('/users', { limit: 7 });
  seen.push(...names(page));

  while (page.body.has_more) {
    page = await get('/users', { limit: 7, after_id: page.body.last_id });
    seen.push(...names(page));
  }

  expect(seen).toEqual(names(await get('/users', { limit: 1000 })));
});

it('refuses both cursors at once', async () => {
  const { get, demo } = await boot();

  const answer = await get('/users', { after_id: demo.adminUserId, before_id: demo.billingUserId });

  expect(failure(answer)).toEqual({
    status: 400,
    type: 'invalid_request_error',
    message: 'after_id, before_id: mutually exclusive; pass only one',
  });
});

it('refuses a cursor that was never handed out', async () => {
  const { get } = await boot();

  const answer = await get('/users', { after_id: 'user_01neverlisted' });

  expect(failure(answer)).toEqual({
    status: 400,
    type: 'invalid_request_error',
    message: 'after_id: unknown user id',
  });
});
