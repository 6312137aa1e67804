import fc from 'fast-check';
import { DEFAULT_POLICIES } from '../../platform/src/policies/defaults.js';
import { outOfBounds, MAX_DEPTH, MAX_TEXT } from '../../platform/src/policies/cedar/bounds.js';
import { inThread, TooComplex } from '../../platform/src/policies/cedar/cedar-thread.js';
import { composed } from '../../platform/src/policies/templates/compose.js';
import { TEMPLATES } from '../../platform/src/policies/templates/templates.js';
import { BASE, check } from './support/policies.js';

test('accepts what the platform ships, as it is formatted', async () => {
  expect(await check(DEFAULT_POLICIES)).toMatchObject({ ok: true, formatted: DEFAULT_POLICIES });
});

test.each([
  [
    'a field',
    `permit (principal, action == Action::"users_update", resource)\nwhen { context.input has rol };`,
    2,
    26,
    /input\.rol\b/,
    /role/,
  ],
  [
    'a value',
    `permit (principal, action == Action::"users_update", resource)\nwhen { context.input has role && context.input.role == "devloper" };`,
    2,
    56,
    /never "devloper"/,
    /did you mean `developer`/,
  ],
  [
    'a value of a set',
    `${BASE}forbid (principal, action, resource)\nwhen { ["mondy"].contains(context.weekday) };`,
    3,
    9,
    /never "mondy"/,
    /`monday`/,
  ],
  [
    'an action',
    'permit (principal, action == Action::"users_remov", resource);',
    1,
    30,
    /unrecognized action/i,
    /users_remove/,
  ],
  [
    'a group',
    'permit (principal, action in Action::"effect:raed", resource);',
    1,
    30,
    /unrecognized action/i,
    /effect:read/,
  ],
  ['a type', 'permit (principal is Usr, action, resource);', 1, 22, /Usr/, /User/],
  ['a word', `${BASE}frbid (principal, action, resource);`, 2, 1, /frbid/, /permit.*forbid/],
  ['a term', '@qorum("2")\npermit (principal, action, resource);', 1, 1, /no annotation @qorum/, /@quorum/],
])('says where %s is wrong, and what is meant', async (_, text, line, column, message, help) => {
  const checked = await check(text);

  expect(checked).toMatchObject({ ok: false });
  const [problem] = checked.ok ? [] : checked.problems;
  expect(problem).toMatchObject({
    line,
    column,
    message: expect.stringMatching(message),
    help: expect.stringMatching(help),
  });
});

test.each([
  ['an empty text', '// nothing', /no policy/],
  ['a slot', 'permit (principal == ?principal, action, resource);', /template/],
  ['two policies with one id', `@id("a") ${BASE}@id("a") ${BASE}`, /@id "a"/],
  [
    'a field that may be absent',
    `permit (principal, action == Action::"users_update", resource) when { context.source.isLoopback() };`,
    /source/,
  ],
  ['an annotation that is not valid', `@quorum("none") ${BASE}`, /1 to 10/],
  ['an approver that is none', `@approvers("ada") ${BASE}`, /user:<id>/],
])('refuses %s', async (_, text, message) => {
  const checked = await check(text);

  expect(checked.ok ? [] : checked.problems.map((problem) => problem.message)).toEqual([
    expect.stringMatching(message),
  ]);
});

test('counts characters, not bytes, before a problem', async () => {
  const checked = await check(`@title("für é") permit (principal is Usr, action, resource);`);

  expect(checked).toMatchObject({ problems: [{ line: 1, column: 38 }] });
});

const CONDITION = 'permit (principal, action, resource) when { ';

test.each([
  ['brackets', `${CONDITION}${'('.repeat(4_000)}true${')'.repeat(4_000)} };`],
  ['sets', `${CONDITION}${'['.repeat(MAX_DEPTH + 1)}1${']'.repeat(MAX_DEPTH + 1)} == [] };`],
  ['a chain of operators', `${CONDITION}${'true && '.repeat(2_000)}true };`],
  ['a chain of members', `${CONDITION}context${'.a'.repeat(3_000)} == 1 };`],
  ['a chain of ifs', `${CONDITION}${'if true then '.repeat(900)}true${' else true'.repeat(900)} };`],
  ['its length', `${BASE}//${' '.repeat(MAX_TEXT)}`],
  ['its number of policies', BASE.repeat(200)],
])('refuses a text that could exhaust the process by %s', async (_, text) => {
  const begun = performance.now();

  expect(await check(text)).toMatchObject({ ok: false });
  // The next one is checked as ever.
  expect(await check(BASE)).toMatchObject({ ok: true });
  expect(performance.now() - begun).toBeLessThan(60_000);
});

test('ends a check that takes too long or too much', async () => {
  const policies = { staticPolicies: BASE.repeat(5_000) };

  await expect(inThread([['checkParsePolicySet', policies]], 1)).rejects.toThrow(TooComplex);
  await expect(
    inThread([
      [
        'checkParsePolicySet',
        { staticPolicies: `${CONDITION}${'('.repeat(9_000)}true${')'.repeat(9_000)} };` },
      ],
    ]),
  ).rejects.toThrow(TooComplex);
});

test('finds the bounds of any text without an error', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 500 }), (text) => void outOfBounds(text)));
});

test('makes valid policies of every template, alone and together', async () => {
  const texts = [...TEMPLATES.map(({ id }) => [id]), TEMPLATES.map(({ id }) => id)].map((ids) =>
    composed(ids.map((template) => ({ template }))),
  );

  const checked = await Promise.all(texts.map((text) => check(String(text))));
  expect(checked.map((one) => (one.ok ? one.ok : one.problems))).toEqual(texts.map(() => true));
});

test.each([
  ['another template', [{ template: 'unknown' }], 'templates[0].template'],
  ['another field', [{ template: 'agents-read-only', values: { x: 1 } }], 'templates[0].values.x'],
  [
    'a number out of range',
    [{ template: 'destructive-by-two', values: { quorum: 11 } }],
    'templates[0].values.quorum',
  ],
  [
    'a text in place of Cedar',
    [{ template: 'only-workspaces', values: { workspaces: ['"] || true'] } }],
    'templates[0].values.workspaces',
  ],
  [
    'a day that is none',
    [{ template: 'office-hours', values: { days: ['mon'] } }],
    'templates[0].values.days',
  ],
  ['a template twice', [{ template: 'agents-ask' }, { template: 'agents-ask' }], 'templates'],
])('refuses a form with %s', (_, filled, path) => {
  expect(composed(filled)).toEqual([{ path, message: expect.any(String) }]);
});

test('bounds what comes after a carriage return, and reads a text without an end once', () => {
  const nested = `// a comment\r${'('.repeat(MAX_DEPTH + 1)}`;
  const endless = `"${'\\"'.repeat(MAX_TEXT / 2 - 1)}`;
  const from = performance.now();
  for (let times = 0; times < 60; times += 1) outOfBounds(endless);

  expect(outOfBounds(nested)?.message).toContain(`at most ${MAX_DEPTH} deep`);
  expect(performance.now() - from).toBeLessThan(3_000);
});
