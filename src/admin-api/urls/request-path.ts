/** One segment: not `.` or `..` in any spelling, and only characters that need no encoding in a path. */
const SEGMENT = String.raw`\/(?!(?:\.|%2e){1,2}(?:[/?]|%2f|%5c|$))[\w.~!$&'()*+,;=:@%-]+`;
const QUERY = String.raw`(?:\?[\w.~!$&'()*+,;=:@%\/?[\]-]*)?`;
const SAFE_PATH = new RegExp(`^/v1(?:${SEGMENT})+${QUERY}$`, 'i');

/** Tells whether a path may go on the wire as it is: below `/v1/`, encoded, and unable to lead elsewhere. */
export const isSafePath = (path: string): boolean => SAFE_PATH.test(path);

/** The path without its query string. */
export const withoutQuery = (path: string): string => {
  const mark = path.indexOf('?');
  return mark === -1 ? path : path.slice(0, mark);
};
