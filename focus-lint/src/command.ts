import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import {
  DRAFTS,
  FILE_FORMATS,
  FOCUS_VERSIONS,
  lint,
  RULES,
  type FileFormat,
  type FocusVersion,
} from './index.js';
import { linesOf } from './print.js';

/** Where the command writes. */
export interface Streams {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
}

interface Options {
  readonly focusVersion: FocusVersion;
  readonly draft: boolean;
  readonly format?: FileFormat;
  readonly maxFindings: number;
  readonly strict: boolean;
  readonly json: boolean;
  readonly rules: boolean;
}

const EXAMPLES = `
Examples:
  focus-lint november.csv
  focus-lint november.csv.gz --focus-version 1.2
  focus-lint november.ndjson --json | jq '.findings[].rule'
  zstd -dc november.csv.zst | focus-lint - --strict
  focus-lint draft.csv --focus-version 1.5 --draft
  focus-lint --rules

Exit codes: 0 valid, 1 findings, 2 wrong arguments or a file that cannot be read.`;

const UNUSABLE = 2;

/** Runs the command and returns its exit code. */
export async function run(args: readonly string[], { out, err }: Streams): Promise<number> {
  const program = new Command('focus-lint')
    .description('Checks a FOCUS Cost and Usage file: CSV or NDJSON, also gzipped.')
    .argument('[file]', 'the file; - is standard input')
    .addOption(
      new Option('--focus-version <version>', 'version of FOCUS').choices(FOCUS_VERSIONS).default('1.4'),
    )
    .option('--draft', `allow a version that is a draft: ${DRAFTS.join(', ')}`, false)
    .addOption(new Option('--format <name>', 'form of the file; recognized unless set').choices(FILE_FORMATS))
    .addOption(
      new Option('--max-findings <n>', 'findings that are shown, 1 to 10000')
        .argParser(wholeNumber)
        .default(500),
    )
    .option('--strict', 'exit with 1 for warnings too', false)
    .option('--json', 'print the result as JSON', false)
    .option('--rules', 'list all rules', false)
    .addHelpText('after', EXAMPLES)
    .configureOutput({ writeOut: out, writeErr: err })
    .exitOverride();
  try {
    program.parse(args, { from: 'user' });
    return await check(program.args[0], program.opts<Options>(), { out, err });
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : UNUSABLE;
    err(`focus-lint: ${(error as Error).message}\n`);
    return UNUSABLE;
  }
}

async function check(file: string | undefined, options: Options, { out }: Streams): Promise<number> {
  const { focusVersion: version, draft, format, maxFindings, strict, json, rules } = options;
  if (rules) {
    out(
      RULES.map(({ severity, id, requires }) => `${severity.padEnd(8)} ${id.padEnd(26)} ${requires}\n`).join(
        '',
      ),
    );
    return 0;
  }
  if (file === undefined)
    throw new Error('Name a file, such as focus-lint november.csv; see focus-lint --help.');
  if (DRAFTS.includes(version) && !draft)
    throw new Error(`FOCUS ${version} is a draft, and its rules may change; add --draft.`);
  const result = await lint(file, { version, maxFindings, ...(format && { format }) }).catch(
    (error: Error) => {
      throw new Error(`${file} cannot be read: ${error.message}`);
    },
  );
  out(json ? `${JSON.stringify(result, null, 2)}\n` : `${linesOf(file, result).join('\n')}\n`);
  return result.ok && !(strict && result.warnings > 0) ? 0 : 1;
}

function wholeNumber(text: string): number {
  const number = Number(text);
  if (!/^\d+$/.test(text) || number < 1 || number > 10_000)
    throw new InvalidArgumentError('It is a whole number from 1 to 10000, such as 100.');
  return number;
}
