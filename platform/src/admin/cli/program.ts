import { Command, CommanderError } from 'commander';
import { invalidValue, wholeNumber, wholeNumberDesc } from '../../config/environment.js';
import { UsageError, type AdminCommand, type Call } from './admin-command.js';
import { quoted } from './text.js';

const WHERE = `
It works on the database and the keyring of the platform: set DATA_DIR or DATABASE_URL, CREDENTIAL_KEYS_FILE or
CREDENTIAL_KEYS or the variables of a key service, PLATFORM_ENVIRONMENT and NODE_ENV as they are set there. The platform may keep running.
`;

const EXIT_CODES =
  'Exit codes: 0 done, 1 refused, nothing matched or something is wrong, 2 invalid arguments.';

const HELP_WIDTH = 120;

/** What commander has parsed, for the command that it found. */
export type Parsed = Pick<Call, 'operands' | 'options'> & { readonly json: boolean };

/**
 * Parses arguments and runs the command that they name; prints help on request.
 * @throws UsageError where there is no such command, or its arguments are invalid. The message repeats nothing that
 * may be a key.
 */
export async function runProgram(
  commands: readonly AdminCommand[],
  args: readonly string[],
  print: (text: string) => void,
  run: (command: AdminCommand, parsed: Parsed) => Promise<void>,
): Promise<void> {
  const command = commandIn(commands, args);
  try {
    await programOf(commands, print, run).parseAsync([...args], { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return;
    // Commander's own message repeats what was typed.
    throw command === undefined ? unknown(commands, args) : new UsageError(usageOf(command, error));
  }
}

/** Parses a number from 1 to `max`, for an option. */
export const wholeOption =
  (name: string, max: number, standard: number) =>
  (text: string): number => {
    const value = wholeNumber(text, 1, max);
    if (value !== undefined) return value;
    throw new UsageError(
      invalidValue(`--${name}`, { desc: wholeNumberDesc(1, max), example: String(standard) }),
    );
  };

/**
 * Parses the options of a command that prints one line.
 * @returns the options; the help text where it was asked for.
 * @throws UsageError where an option is unknown or has no value.
 */
export function optionsOf<Options extends object>(
  command: Command,
  args: readonly string[],
): Options | string {
  command.helpOption('--help', 'show this text').exitOverride();
  let help = '';
  command.configureOutput({
    writeOut: (text) => void (help += text),
    writeErr: () => {},
    getOutHelpWidth: () => HELP_WIDTH,
  });
  try {
    return command.parse([...args], { from: 'user' }).opts<Options>();
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return help.trimEnd();
    throw new UsageError(error.message.replace(/^error: /, ''));
  }
}

function programOf(
  commands: readonly AdminCommand[],
  print: (text: string) => void,
  run: (command: AdminCommand, parsed: Parsed) => Promise<void>,
): Command {
  const program = new Command('npm run -s admin --')
    .exitOverride()
    .configureOutput({ writeOut: print, writeErr: () => {}, getOutHelpWidth: () => HELP_WIDTH })
    .configureHelp({
      // Lists `keys add` and not its group `keys`.
      visibleCommands: (shown) =>
        shown.commands.flatMap((each) => (each.commands.length ? each.commands : each)),
      subcommandTerm: termOf,
    })
    .helpOption('-h, --help', 'shows this text')
    .helpCommand(false)
    .addHelpText('after', `${WHERE}\n${EXIT_CODES}`);
  const groups = new Map<string, Command>();
  for (const command of commands) {
    const [group = '', word] = command.name.split(' ');
    if (word !== undefined && !groups.has(group)) groups.set(group, program.command(group));
    const leaf = (groups.get(group) ?? program).command(word ?? group);
    leaf.summary(command.summary).description(`${command.summary}.${command.help ? ` ${command.help}` : ''}`);
    for (const operand of command.operands ?? []) leaf.argument(operand);
    for (const option of command.options ?? []) leaf.addOption(option);
    leaf.option('--json', 'prints one JSON document, for scripts');
    leaf.addHelpText('after', examplesText(command.examples));
    leaf.action(() => {
      const { json = false, ...options } = leaf.opts<Record<string, string | number | boolean>>();
      return run(command, { operands: leaf.args, options, json: json === true });
    });
  }
  return program;
}

/** What a help text says after the options: examples, and the exit codes. */
export const examplesText = (examples: readonly string[], program = 'admin'): string =>
  [
    '\nExamples:',
    ...examples.map((example) => `  npm run -s ${program} -- ${example}`),
    `\n${EXIT_CODES}`,
  ].join('\n');

/** The words that call a command, and its arguments. */
const termOf = (command: Command): string => {
  const group = command.parent?.parent ? `${command.parent.name()} ` : '';
  return [`${group}${command.name()}`, ...command.registeredArguments.map((each) => `<${each.name()}>`)].join(
    ' ',
  );
};

/** The command that arguments name; undefined where they ask for the help of a group or of all commands. */
function commandIn(commands: readonly AdminCommand[], args: readonly string[]): AdminCommand | undefined {
  const found = commands.find(({ name }) => name.split(' ').every((word, index) => args[index] === word));
  if (found) return found;
  const [first = ''] = args;
  const asksHelp = args.includes('--help') || args.includes('-h');
  if (asksHelp && (first.startsWith('-') || commands.some(({ name }) => name.startsWith(`${first} `)))) {
    return undefined;
  }
  throw unknown(commands, args);
}

function unknown(commands: readonly AdminCommand[], args: readonly string[]): UsageError {
  const known = `There are: ${commands.map(({ name }) => name).join(', ')}. See: --help`;
  const words = args.filter((word) => !word.startsWith('-')).slice(0, 2);
  return new UsageError(
    words.length === 0
      ? `Name a command. ${known}`
      : `There is no command ${quoted(words.join(' '))}. ${known}`,
  );
}

function usageOf({ name, operands = [], options = [] }: AdminCommand, { code }: CommanderError): string {
  const takes =
    code.endsWith('Argument') || code.endsWith('Arguments') ? operands.join(' ') || 'no name' : undefined;
  const known = [...options.map(({ long }) => long), '--json', '--help'].join(', ');
  return `${name} takes ${code === 'commander.optionMissingArgument' ? known : (takes ?? known)}; see: ${name} --help`;
}
