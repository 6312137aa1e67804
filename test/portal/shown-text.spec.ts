import { shownText } from '../../portal/src/ui/shown-text.js';

it.each([
  ['a name\u202etxt.exe', 'a name\\u202etxt.exe'],
  ['zero\u200bwidth', 'zero\\u200bwidth'],
  ['two\nlines', 'two\\u000alines'],
  ['\u0000\u001b[31m', '\\u0000\\u001b[31m'],
  ['tag \u{e0041}', 'tag \\u{e0041}'],
])('shows what is unseen in %j', (text, shown) => {
  expect(shownText(text)).toBe(shown);
});

it.each(['Zoë', '研究', '👩‍🔬', '<b>markup</b>', 'नमस्ते', ''])('leaves %j as it is', (text) => {
  expect(shownText(text)).toBe(text);
});
