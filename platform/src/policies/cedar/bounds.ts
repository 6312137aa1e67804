/** The longest text of policies, characters. */
export const MAX_TEXT = 32_768;

/** The most policies of a text. */
export const MAX_POLICIES = 100;

/** How deep brackets may be nested. */
export const MAX_DEPTH = 20;

/** The most operators and member accesses in one expression without brackets. */
export const MAX_CHAIN = 100;

/** Where something is in a text; both begin at 1. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/** What is wrong with a text, and where. */
export interface TextProblem extends Place {
  readonly message: string;
  /** What to write instead, such as "did you mean `role`?". */
  readonly help?: string;
  /** The policy, by its `@id`. */
  readonly policy?: string;
}

/** The line and column of an offset of characters. */
export function placeOf(text: string, offset: number): Place {
  const before = text.slice(0, Math.max(0, offset));
  return {
    line: before.split('\n').length,
    column: before.length - before.lastIndexOf('\n'),
  };
}

/** The same of an offset of UTF-8 bytes, as Cedar's library counts. */
export const placeOfByte = (text: string, offset: number): Place =>
  placeOf(text, Buffer.from(text).subarray(0, Math.max(0, offset)).toString().length);

/** Texts, also one without an end, comments, and what nests or chains. */
const TOKENS = /"(?:[^"\\]|\\.)*"?|\/\/[^\n\r]*|[([{]|[)\]}]|&&|\|\||;|,|==|[.+*<>!-]|\bif\b/g;

/**
 * Finds what would exhaust a parser before it is given to one: too long, nested too deeply, or too long a chain.
 * @returns undefined for a text within the bounds
 */
export function outOfBounds(text: string): TextProblem | undefined {
  if (text.length > MAX_TEXT)
    return { line: 1, column: 1, message: `The policies must have at most ${MAX_TEXT} characters.` };
  let depth = 0;
  let chain = 0;
  for (const { 0: token, index } of text.matchAll(TOKENS)) {
    if (token.startsWith('"') || token.startsWith('//')) continue;
    if (')]}'.includes(token)) depth -= 1;
    else if ('([{'.includes(token)) depth += 1;
    else if (token === ';' || token === ',') chain = 0;
    else chain += 1;
    if (token === '{') chain = 0;
    if (depth > MAX_DEPTH)
      return { ...placeOf(text, index), message: `Brackets must be nested at most ${MAX_DEPTH} deep.` };
    if (chain > MAX_CHAIN)
      return {
        ...placeOf(text, index),
        message: `A condition must have at most ${MAX_CHAIN} operators.`,
        help: 'use a set, such as ["a", "b"].contains(context.input.role), or several policies',
      };
  }
  return undefined;
}
