import { readFileSync } from 'node:fs';

const { name, version } = JSON.parse(
  readFileSync(new URL('../../package.json', import.meta.url), 'utf8'),
) as { name: string; version: string };

/** How the server identifies itself. */
export const SERVER_INFO = { name, title: 'Anthropic (Claude) Admin API', version };

/** Instructions that a model reads before the tools. */
export const INSTRUCTIONS = `Manages a Claude organization through its Admin API: members, invites, workspaces, API keys, usage, costs and limits.
A tool is named anthropic_ and then its action, such as anthropic_users_list.
A list gives one page; its answer says how to go on, and all: true reads it whole.
dry_run: true on a tool that writes shows the request and sends nothing.
An error says what to do instead. Where it names another tool, its arguments are ready to use.
The Admin key is kept by the server. Never ask a person for it.`;
