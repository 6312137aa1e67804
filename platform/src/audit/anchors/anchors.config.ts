import { statSync } from 'node:fs';
import { isAbsolute } from 'node:path';
import {
  httpUrl,
  isProtected,
  optional,
  readEnvironment,
  secret,
  SettingsError,
  whole,
} from '../../config/environment.js';

const HOUR_MS = 3_600_000;

/** Where anchors are written: a file that only grows, or an endpoint that takes each in a POST. */
export type AnchorTarget =
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'url'; readonly url: URL; readonly authorization: string | undefined };

/** The environment variables of the anchors. */
export const ANCHOR_VARIABLES = {
  AUDIT_ANCHOR_TO: optional(placeIn, {
    desc: 'the absolute path of a file or an https URL (http on this machine alone)',
    example: '/var/anchors/audit.ndjson',
  }),
  AUDIT_ANCHOR_INTERVAL_MS: whole(1_000, 24 * HOUR_MS, HOUR_MS),
  AUDIT_ANCHOR_TIMEOUT_MS: whole(100, 60_000, 10_000),
  AUDIT_ANCHOR_AUTHORIZATION: secret(
    optional((text) => (/^[\x20-\x7e]{1,4096}$/.test(text.trim()) ? text.trim() : undefined), {
      desc: 'the value of a header',
      example: '"Bearer" and a token',
    }),
  ),
};

/** What an operator configures for anchors. */
export interface AnchorSettings {
  readonly target: AnchorTarget;
  readonly intervalMs: number;
  readonly timeoutMs: number;
}

/**
 * Reads the settings; undefined where nothing is anchored.
 * @throws SettingsError that names the invalid variable and shows a valid value.
 */
export function anchorSettingsFrom(env: NodeJS.ProcessEnv): AnchorSettings | undefined {
  const values = readEnvironment(ANCHOR_VARIABLES, env);
  const { AUDIT_ANCHOR_TO: place, AUDIT_ANCHOR_AUTHORIZATION: authorization } = values;
  if (authorization !== undefined && !(place instanceof URL)) {
    throw new SettingsError('AUDIT_ANCHOR_AUTHORIZATION requires that AUDIT_ANCHOR_TO is a URL.');
  }
  if (place === undefined) return undefined;
  return {
    target: place instanceof URL ? { kind: 'url', url: place, authorization } : { kind: 'file', path: place },
    intervalMs: values.AUDIT_ANCHOR_INTERVAL_MS,
    timeoutMs: values.AUDIT_ANCHOR_TIMEOUT_MS,
  };
}

/** A file that cannot be looked at now is tried with each anchor. */
function isFileOrFree(path: string): boolean {
  try {
    return statSync(path).isFile();
  } catch {
    return true;
  }
}

function placeIn(text: string): URL | string | undefined {
  if (isAbsolute(text)) return isFileOrFree(text) ? text : undefined;
  return httpUrl(text) !== undefined && isProtected(new URL(text)) ? new URL(text) : undefined;
}
