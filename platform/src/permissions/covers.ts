/**
 * Whether what a token has includes what is wanted. As in Frontegg's tokens, `*` stands for any run of characters,
 * such as in `anthropic:connections:*`. No regular expression is made of it: what a token holds could make one slow.
 */
export function covers(granted: string, wanted: string): boolean {
  const [head = '', ...rest] = granted.split('*');
  const tail = rest.pop();
  if (tail === undefined) return granted === wanted;
  if (!wanted.startsWith(head) || !wanted.endsWith(tail)) return false;
  const end = wanted.length - tail.length;
  let at = head.length;
  for (const part of rest) {
    const found = wanted.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return at <= end;
}
