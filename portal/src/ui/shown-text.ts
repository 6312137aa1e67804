/** Control and format characters, which would show as nothing or turn the direction of what follows. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

/** Joins emoji and letters of some scripts, and does no harm. */
const JOINERS = new Set(['\u200c', '\u200d']);

/** Foreign text as one line that hides nothing: an unseen character shows as its code, such as `\u202e`. */
export const shownText = (text: string): string =>
  text.replace(UNSEEN, (character) => (JOINERS.has(character) ? character : codeOf(character)));

const codeOf = (character: string): string => {
  const code = (character.codePointAt(0) ?? 0).toString(16);
  return code.length > 4 ? `\\u{${code}}` : `\\u${code.padStart(4, '0')}`;
};
