import { parseArgs } from 'node:util';
import { UsageError, type AdminCommand, type Call } from './admin-command.js';
import { quoted } from './text.js';

/** What somebody wants: a command carried out, or help with some. */
export type Wanted =
  | { readonly help: readonly AdminCommand[] }
  | {
      readonly command: AdminCommand;
      readonly json: boolean;
      readonly call: Pick<Call, 'operands' | 'options'>;
    };

/**
 * Finds out what was typed.
 * @throws UsageError where there is no such command, or it takes something else.
 */
export function parseCall(commands: readonly AdminCommand[], args: readonly string[]): Wanted {
  const command = commands.find(({ name }) => startsWith(args, name.split(' ')));
  const wantsHelp = args.includes('--help') || args.includes('-h');
  if (command === undefined) {
    const group = commands.filter(({ name }) => name.startsWith(`${args[0]} `));
    if (wantsHelp && (group.length > 0 || args[0]?.startsWith('-'))) {
      return { help: group.length > 0 ? group : commands };
    }
    throw new UsageError(unknown(commands, args));
  }
  if (wantsHelp) return { help: [command] };
  const { values, positionals } = parsed(command, args.slice(command.name.split(' ').length));
  const { operands = [] } = command;
  if (positionals.length !== operands.length) {
    throw new UsageError(
      `${command.name} takes ${operands.join(' ') || 'no name'}; see: ${command.name} --help`,
    );
  }
  return { command, json: values['json'] === true, call: { operands: positionals, options: values } };
}

const startsWith = (args: readonly string[], words: readonly string[]): boolean =>
  words.every((word, index) => args[index] === word);

function unknown(commands: readonly AdminCommand[], args: readonly string[]): string {
  const known = `There are: ${commands.map(({ name }) => name).join(', ')}. See: --help`;
  const words = args.filter((word) => !word.startsWith('-')).slice(0, 2);
  return words.length === 0
    ? `Name a command. ${known}`
    : `There is no command ${quoted(words.join(' '))}. ${known}`;
}

function parsed(
  { name, options = {} }: AdminCommand,
  args: string[],
): { values: Call['options']; positionals: string[] } {
  const types = Object.fromEntries(Object.entries(options).map(([option, { type }]) => [option, { type }]));
  try {
    return parseArgs({
      args,
      options: { ...types, json: { type: 'boolean' as const } },
      allowPositionals: true,
    });
  } catch {
    // The parser's own message repeats what was typed, which may be a key.
    const known = [...Object.keys(options), 'json', 'help'].map((option) => `--${option}`).join(', ');
    throw new UsageError(`${name} takes ${known}; see: ${name} --help`);
  }
}
