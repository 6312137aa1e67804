/** A value as JSON for people and diffs: two blanks a level, a line feed at the end. */
export const jsonText = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;
