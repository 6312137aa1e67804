import type { Column } from './column.js';
import { COLUMNS } from './columns.js';

/** The versions of FOCUS that a file can be checked against. */
export const FOCUS_VERSIONS = ['1.2', '1.4', '1.5'] as const;

/** A version of FOCUS. */
export type FocusVersion = (typeof FOCUS_VERSIONS)[number];

/** Versions that are not ratified: their rules may change. */
export const DRAFTS: readonly FocusVersion[] = ['1.5'];

/** Whether a version is another one or later. */
export const isFrom = (version: string, since: string): boolean => {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [sinceMajor = 0, sinceMinor = 0] = since.split('.').map(Number);
  return major > sinceMajor || (major === sinceMajor && minor >= sinceMinor);
};

const isPart = ({ since, until }: Column, version: FocusVersion): boolean =>
  isFrom(version, since) && (until === undefined || !isFrom(version, until));

/** The columns of a version. */
export const columnsOf = (version: FocusVersion): ReadonlyMap<string, Column> =>
  new Map(Object.entries(COLUMNS).filter(([, column]) => isPart(column, version)));

/** Why a column is not one of a version, and what to do. */
export function explainUnknown(name: string, version: FocusVersion): string {
  const column = Object.hasOwn(COLUMNS, name) ? COLUMNS[name] : undefined;
  if (column?.until !== undefined && isFrom(version, column.until))
    return `${name} is not in FOCUS since ${column.until}; use ${column.successor}.`;
  if (column)
    return `${name} is in FOCUS since ${column.since}; in ${version} name it x_${name}, or omit it.`;
  const known = Object.keys(COLUMNS).find((other) => other.toLowerCase() === name.toLowerCase());
  if (known !== undefined) return `${name} is written ${known}.`;
  return `${name} is not a column of FOCUS ${version}; the name of a custom column begins with x_, such as x_${pascal(name)}.`;
}

const pascal = (name: string): string =>
  name
    .split(/[^A-Za-z0-9]+/)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('')
    .slice(0, 48) || 'Name';
