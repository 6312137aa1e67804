/**
 * Control and format characters, which are invisible or change the text direction. Joiners are part of emoji and of some scripts, and
 * are harmless.
 */
const UNSEEN = /((?![\u200c\u200d])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}])/gu;

/** Formats user-generated text on one line, with invisible characters as escapes such as `\u202e`. */
export const shownText = (text: string): string => text.replace(UNSEEN, codeOf);

/** The same in parts: texts at even places, escapes between them. */
export const shownParts = (text: string): readonly string[] =>
  text.split(UNSEEN).map((part, index) => (index % 2 === 0 ? part : codeOf(part)));

function codeOf(character: string): string {
  const code = (character.codePointAt(0) ?? 0).toString(16);
  return code.length > 4 ? `\\u{${code}}` : `\\u${code.padStart(4, '0')}`;
}

/** Formats JSON for display, with invisible characters escaped. */
export const shownJson = (value: unknown): string =>
  JSON.stringify(value, null, 2).split('\n').map(shownText).join('\n');
