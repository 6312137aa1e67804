import { ACTIONS, type ActionId } from '../../src/index.js';
import { exampleItemOf, exampleOf } from '../../src/testing.js';
import { createAjv } from '../support/ajv.js';
import { compiled } from '../support/catalog.js';

const ids = ACTIONS.map(({ id }) => id);
const offered = ids.filter((id) => compiled(id).outputSchema !== undefined);

it.each(offered)('gives an example of the response of %s that its schema accepts', (id) => {
  const { outputSchema, shape } = compiled(id);
  const ajv = createAjv();
  const example = exampleOf(id);

  ajv.validate(outputSchema!, example);
  const problems: unknown[] = [];
  shape!(example, problems as []);

  expect([ajv.errors ?? [], problems]).toEqual([[], []]);
});

it('gives ids, names and times that read like those of the API, as new objects', () => {
  expect(exampleOf('users_get')).toEqual({
    id: 'user_01AdaLovelaceExample',
    type: 'user',
    email: 'ada.lovelace@example.com',
    name: 'example name',
    role: 'admin',
    added_at: '2026-11-01T00:00:00Z',
  });
  expect(exampleOf('users_get')).not.toBe(exampleOf('users_get'));
  expect(exampleItemOf('workspaces_list')).toMatchObject({ archived_at: null, type: 'workspace' });
});

it('gives none where the API has no such operation', () => {
  const limited = ids.filter((id) => !offered.includes(id));

  expect(limited.length).toBeGreaterThan(0);
  for (const id of limited)
    expect(() => exampleOf(id as ActionId)).toThrow(`The API has no operation for ${id}`);
});
