import type { AdminCommand } from './admin-command.js';
import { columns } from './text.js';

const CALL = 'npm run -s admin --';

const COMMON = [
  ['--json', 'prints one JSON document, for scripts'],
  ['--help', 'shows this text'],
] as const;

const WHERE = `It works on the database and the keyring of the platform: set DATA_DIR or DATABASE_URL, CREDENTIAL_KEYS_FILE or
CREDENTIAL_KEYS, PLATFORM_ENVIRONMENT and NODE_ENV as they are set there. The platform may go on running.`;

const signature = ({ name, operands = [] }: AdminCommand): string => [name, ...operands].join(' ');

/** What there is to call. */
export const listHelp = (commands: readonly AdminCommand[]): string[] => [
  `${CALL} <command> [options]`,
  '',
  ...indented(commands.map((command) => [signature(command), command.summary])),
  '',
  ...indented(COMMON),
  '',
  ...WHERE.split('\n'),
];

/** How one command is called. */
export const commandHelp = (command: AdminCommand): string[] => [
  `${CALL} ${signature(command)} [options]`,
  '',
  `${command.summary}.${command.help === undefined ? '' : ` ${command.help}`}`,
  '',
  ...indented([
    ...Object.entries(command.options ?? {}).map(([name, { value, help }]) => [
      [`--${name}`, ...(value === undefined ? [] : [value])].join(' '),
      help,
    ]),
    ...COMMON,
  ]),
];

const indented = (rows: readonly (readonly string[])[]): string[] => columns(rows).map((line) => `  ${line}`);
