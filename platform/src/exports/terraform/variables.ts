import { hclString } from './hcl.js';

interface Variable {
  readonly type: string;
  readonly description: string;
  /** As HCL. */
  readonly standard?: string;
  readonly sensitive?: true;
}

/** Writes the inputs of the configuration. Agen.co accepts https sources only, so no other server becomes a default. */
export const variablesFor = (server: string): string =>
  Object.entries({
    application_id: {
      type: 'string',
      description: 'Id of the Frontegg application that gets the tools.',
    },
    platform_url: {
      type: 'string',
      description: 'https address of the platform that the connector is mounted on.',
      ...(server.startsWith('https:') ? { standard: hclString(server) } : {}),
    },
    platform_token: {
      type: 'string',
      description: "Token of the platform for all calls; empty where the gateway passes on each user's own.",
      standard: '""',
      sensitive: true,
    },
    openapi_file: {
      type: 'string',
      description: 'Path of the export openapi.agen.json.',
      standard: '"openapi.agen.json"',
    },
    admin_roles: {
      type: 'set(string)',
      description: 'Keys of the roles that may use the tools.',
      standard: '["admin"]',
    },
    approval_flow_id: {
      type: 'string',
      description: 'Id of the approval flow that destructive actions go through.',
    },
  } satisfies Record<string, Variable>)
    .map(([name, variable]) => variableBlock(name, variable))
    .join('\n');

function variableBlock(name: string, { type, description, standard, sensitive }: Variable): string {
  const lines = [
    ['type', type],
    ['description', hclString(description)],
    ...(standard === undefined ? [] : [['default', standard]]),
    ...(sensitive ? [['sensitive', 'true']] : []),
  ] as const;
  return `variable "${name}" {\n${lines.map(([key = '', value]) => `  ${key.padEnd(11)} = ${value}\n`).join('')}}\n`;
}
