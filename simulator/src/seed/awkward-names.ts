const LETTERS = 200;

/** Names that pages, tables, CSV files and terminals often show wrongly. All of them are valid in the API. */
export const AWKWARD_NAMES: readonly string[] = [
  'Wolfeschlegelsteinhausenbergerdorff '.repeat(6).slice(0, LETTERS),
  'X'.repeat(LETTERS),
  'ليلى عبد الرحمن',
  'נועם בן־דוד (Noam)',
  '山田 太郎',
  'Zoë 👩🏽‍💻🏳️‍🌈',
  '<img src=x onerror=alert(1)>',
  '<b>Bold</b> & "Quoted" O\'Neill',
  '=HYPERLINK("https://attacker.example","Open")',
  "=cmd|' /C calc'!A0",
  '+1 555 0100',
  '-2+3',
  '@SUM(A1:A9)',
  'Tab\there, "comma", semicolon;',
  'gnp.exe \u202Etxt.scod',
  'Zero\u200Bwidth\uFEFF name',
  'Z\u0301\u0302\u0303\u0304\u0305\u0306\u0307a\u0300\u0301\u0302\u0303lgo',
  '__proto__',
  'null',
  '007',
];

/** The awkward names that fit into the name of a workspace, which has at most 40 characters. */
export const AWKWARD_WORKSPACE_NAMES: readonly string[] = [
  ...AWKWARD_NAMES.filter((name) => name.length <= 40),
  'W'.repeat(40),
];
