import { NAME, VERSION } from '../config/package-info.js';
import type { Manifest } from 'anthropic-admin-connector';

/** What a model should know of a connector. */
export type Introduced = Pick<Manifest, 'id' | 'name' | 'description'>;

/** How the server identifies itself: by the names of its connectors. */
export const serverInfoOf = (
  connectors: readonly Introduced[],
): { name: string; title: string; version: string } => ({
  name: NAME,
  title: connectors.map((connector) => connector.name).join(', '),
  version: VERSION,
});

/** Instructions that a model reads before the tools. */
export const instructionsFor = (connectors: readonly Introduced[]): string =>
  `${connectors.map(({ id, description }) => `Tools named ${id}_...: ${description}`).join('\n')}
A list gives one page; its answer says how to go on, and all: true reads it whole.
dry_run: true on a tool that writes shows the request and changes nothing; dry_run: "plan" also shows what it would do.
A result of many bytes is cut, and says how to ask for less. A tool that is named and not listed can be called all the same.
An error says what to do instead. Where it names another tool, its arguments are ready to use.
The server keeps the keys of the APIs. Never ask a person for one.`;
