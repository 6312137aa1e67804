import { AnthropicConnector } from 'anthropic-admin-connector';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { exportInput, type ExportInput } from '../exports/exporter.js';
import { EXPORT_NAMES, EXPORTERS, isExportName } from '../exports/exporters.js';
import { makeFolder } from '../config/make-folder.js';
import { serverAddress, SERVER_RULE } from '../exports/server-address.js';

/** How the command is called. */
export const EXPORT_USAGE = `npm run -s export -- <name> [options]
  --list             list the exports
  --out <folder>     write the export to a folder, or all of them if none is named
  --server <url>     URL of the platform in the documents (http://127.0.0.1:3000)
  --actions <a,b>    export these actions only (all)
  --help             show this text`;

const OPTIONS = {
  list: { type: 'boolean', default: false },
  out: { type: 'string' },
  server: { type: 'string' },
  actions: { type: 'string' },
  help: { type: 'boolean', default: false },
} as const;

/**
 * Runs the command and returns what it prints: an export, the list of exports, the files written, or the usage.
 * @throws Error for an unknown export, action or option
 */
export async function exportCommand(args: string[]): Promise<string> {
  const { values, positionals } = parseArgs({ args, options: OPTIONS, allowPositionals: true });
  const { list, out, server, actions, help } = values;
  if (help) return `${EXPORT_USAGE}\n`;
  if (list) return EXPORT_NAMES.map((name) => `${name.padEnd(22)}${EXPORTERS[name].description}\n`).join('');
  const [name, ...more] = positionals;
  if (more.length > 0 || (name === undefined && out === undefined)) {
    throw new Error(`Name one export: ${EXPORT_NAMES.join(', ')}.\n${EXPORT_USAGE}`);
  }
  if (name !== undefined && !isExportName(name)) {
    throw new Error(`There is no export "${name}". There are: ${EXPORT_NAMES.join(', ')}.`);
  }

  const input = only(await inputFor(server), actions?.split(','));
  if (out === undefined && name !== undefined) return EXPORTERS[name].write(input);
  const folder = out ?? '';
  makeFolder(folder);
  return (name === undefined ? EXPORT_NAMES : [name])
    .map((one) => {
      const file = join(folder, one);
      writeFileSync(file, EXPORTERS[one].write(input));
      return `${file}\n`;
    })
    .join('');
}

function only(input: ExportInput, ids?: readonly string[]): ExportInput {
  if (ids === undefined) return input;
  const unknown = ids.filter((id) => !input.catalogue.some((action) => action.id === id));
  if (unknown.length > 0) throw new Error(`There is no action ${unknown.join(', ')}.`);
  return { ...input, catalogue: input.catalogue.filter(({ id }) => ids.includes(id)) };
}

async function inputFor(server?: string): Promise<ExportInput> {
  const address = server === undefined ? undefined : serverAddress(server);
  if (server !== undefined && address === undefined)
    throw new Error(`--server ${SERVER_RULE}; it is "${server}".`);
  const connector = new AnthropicConnector();
  try {
    return exportInput(connector, address);
  } finally {
    await connector.close();
  }
}
