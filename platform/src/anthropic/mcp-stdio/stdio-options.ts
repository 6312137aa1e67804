import { parseArgs } from 'node:util';
import { ANTHROPIC } from 'anthropic-admin-connector';
import {
  ANNOTATION_PROFILES,
  INCLUDABLE,
  packNamesOf,
  toolViewFrom,
  type AnnotationProfile,
  type ToolView,
} from 'anthropic-admin-connector/tools';
import { SettingsError } from '../../config/environment.js';
import { scopesFor } from '../../permissions/permissions.js';

const PACKS = packNamesOf([ANTHROPIC.manifest]);

/** How the command is called. */
export const STDIO_USAGE = `ANTHROPIC_ADMIN_KEY=… npm run -s mcp:stdio -- [options]
  --pack <a,b>             which tools are listed: ${PACKS.join(', ')} (all)
  --include <a,b>          what is listed only if asked for: ${INCLUDABLE.join(', ')}
  --scopes <a,b>           what may be called: ${scopesFor('anthropic').join(', ')} (all of them)
  --annotations <name>     how tools are annotated: ${ANNOTATION_PROFILES.join(', ')} (spec)
  --help                   show this text`;

const OPTIONS = {
  pack: { type: 'string' },
  include: { type: 'string' },
  scopes: { type: 'string', default: scopesFor('anthropic').join(',') },
  annotations: { type: 'string', default: 'spec' },
  help: { type: 'boolean', default: false },
} as const;

/** The parsed options of the command. */
export interface StdioOptions {
  readonly help: boolean;
  readonly view: ToolView;
  readonly scopes: ReadonlySet<string>;
  readonly annotations: AnnotationProfile;
}

/** @throws Error that names the option and its valid values */
export function stdioOptionsFrom(args: string[]): StdioOptions {
  const { pack, include, scopes, annotations, help } = parseArgs({ args, options: OPTIONS }).values;
  const known = scopesFor('anthropic');
  const granted = scopes.split(',').filter(Boolean);
  if (granted.some((scope) => !known.includes(scope))) throw wrong('--scopes', known);
  const profile = ANNOTATION_PROFILES.find((name) => name === annotations);
  if (profile === undefined) throw wrong('--annotations', ANNOTATION_PROFILES);
  return { help, view: toolViewFrom(pack, include, PACKS), scopes: new Set(granted), annotations: profile };
}

const wrong = (option: string, known: readonly string[]): SettingsError =>
  new SettingsError(`${option} takes ${known.join(', ')}.`);
