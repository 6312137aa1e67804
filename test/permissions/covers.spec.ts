import { covers } from '../../platform/src/permissions/permissions.js';

const WANTED = 'anthropic:connections:read';

test.each([
  [WANTED],
  ['*'],
  ['**'],
  ['anthropic:*'],
  ['anthropic:connections:*'],
  ['*:read'],
  ['anthropic:*:read'],
  ['*connections*'],
  ['a*c*:*d'],
])('%s covers a permission', (granted) => {
  expect(covers(granted, WANTED)).toBe(true);
});

test.each([
  [''],
  ['anthropic'],
  ['anthropic:connections'],
  ['anthropic:connections:read:*'],
  ['anthropic:connections:reader'],
  ['Anthropic:connections:read'],
  ['anthropic:connections:rea.'],
  ['anthropic:connections:.*write'],
  ['anthropic:connections:re*ad:read'],
  ['anthropic:connections:read*d'],
  ['*:write'],
  ['*reads*'],
])('"%s" does not cover it', (granted) => {
  expect(covers(granted, WANTED)).toBe(false);
});

test('answers at once for a pattern that would make a regular expression slow', () => {
  const granted = `${'a*'.repeat(5_000)}b`;
  const startedAt = performance.now();

  expect(covers(granted, 'a'.repeat(5_000))).toBe(false);
  expect(performance.now() - startedAt).toBeLessThan(200);
});
