/** Expressions that our texts do not use, with the word to use in place of each. */
export const AVOID = {
  anew: 'again',
  'by any road': 'in any way',
  'goes not together': 'are mutually exclusive',
  lend: 'resolve, provide',
  lent: 'resolved, provided',
  nobody: 'no one, not … any',
  'requests a minute': 'requests per minute',
  'a right': 'a valid',
  'right input': 'valid input',
  'right value': 'valid value',
  'so that': 'so',
  'the good end': 'success',
  'the other end': 'failure',
  stands: 'is',
  told: 'notified, shown',
  'unless said': 'by default',
  'way around': 'workaround, alternative',
  wants: 'requires',
  whoever: 'anyone who, the user',
};

/** Folders whose code is checked by ESLint: strings, JSX text and comments. */
export const CODE = [
  'src',
  'platform/src',
  'simulator/src',
  'focus-lint/src',
  'portal/src',
  'soak',
  'bench',
  'examples/agent-loop',
  'examples/official-sdk',
];

/** Markdown files and folders that `scripts/check-words.mjs` checks. */
export const PROSE = [
  'README.md',
  'CHANGELOG.md',
  'CONTRIBUTING.md',
  'SECURITY.md',
  'bench/README.md',
  'decisions',
  'docs',
  'examples/agent-loop/README.md',
  'examples/desktop-mcp/README.md',
  'examples/official-sdk/README.md',
  'platform/README.md',
  'platform/src',
  'portal/README.md',
  'simulator/README.md',
  'focus-lint/README.md',
  'soak/README.md',
];
