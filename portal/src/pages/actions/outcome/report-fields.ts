import { ANTHROPIC_GROUPS, ANTHROPIC_UTC_TIMES } from '../../../anthropic/report-fields.js';
import type { ActionInput } from '../catalog/action.js';

const UTC_TIMES: Readonly<Record<string, readonly string[]>> = { anthropic: ANTHROPIC_UTC_TIMES };
const GROUPS: Readonly<Record<string, typeof ANTHROPIC_GROUPS>> = { anthropic: ANTHROPIC_GROUPS };

/** Whether a field of a connector's responses is a time that is counted in UTC, such as the day of a bill. */
export const isUtcTime = (connector: string, field: string | undefined): boolean =>
  field !== undefined && UTC_TIMES[connector]?.includes(field) === true;

/** The fields of a report's rows that tell them apart: those that an input groups by. */
export function groupsOf(connector: string, { group_by }: ActionInput): readonly string[] {
  if (!Array.isArray(group_by) || group_by.length === 0) return [];
  return [...new Set(group_by.map(String).flatMap((name) => GROUPS[connector]?.[name] ?? [name]))];
}
