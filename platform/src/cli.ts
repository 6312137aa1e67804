const USAGE = `Usage: anthropic-admin-platform <command> [options]

  serve          starts the platform
  admin          the operator's commands: anthropic-admin-platform admin --help
  doctor         looks at the whole installation; the same as: admin doctor
  migrate        brings the tables up to date; the same as: admin database migrate
  token          prints a signed token
  sign-in-link   prints a link that signs someone in once

Settings come from the environment. Each command has --help.

Examples:
  anthropic-admin-platform serve
  anthropic-admin-platform doctor --production
  anthropic-admin-platform admin keys list --json

Exit codes: 0 done, 1 refused, nothing matched or something is wrong, 2 invalid arguments.
`;

/** The operator's commands by the words that stand for them here. */
const ADMIN: Readonly<Record<string, readonly string[]>> = {
  admin: [],
  doctor: ['doctor'],
  migrate: ['database', 'migrate'],
};

/** Programs that read their own arguments and environment when they are loaded. */
const PROGRAMS: Readonly<Record<string, () => Promise<unknown>>> = {
  serve: () => import('./main.js'),
  token: () => import('./token.js'),
  'sign-in-link': () => import('./sign-in-link.js'),
};

const { argv, stdout, stderr } = process;
const [word = '', ...args] = argv.slice(2);
const program = Object.hasOwn(PROGRAMS, word) ? PROGRAMS[word] : undefined;
const before = Object.hasOwn(ADMIN, word) ? ADMIN[word] : undefined;

if (word === '--help' || word === '-h' || (word === 'serve' && isHelp(args))) {
  stdout.write(USAGE);
} else if (word === 'serve' && args.length > 0) {
  refuse('serve takes no arguments: its settings come from the environment.');
} else if (program) {
  argv.splice(2, 1);
  await program();
} else if (before) {
  // The commands load most of the platform, which takes seconds: not for a help text.
  const { runAdmin } = await import('./admin/run-admin.js');
  process.exitCode = await runAdmin([...before, ...args]);
} else {
  refuse(word === '' ? 'name a command.' : 'there is no such command.');
}

function isHelp(words: readonly string[]): boolean {
  return words.length === 1 && (words[0] === '--help' || words[0] === '-h');
}

/** What was typed is not repeated: it may be a key. */
function refuse(why: string): void {
  stderr.write(`anthropic-admin-platform: ${why}\n\n${USAGE}`);
  process.exitCode = 2;
}
