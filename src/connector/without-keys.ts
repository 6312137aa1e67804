/** A text of a caller's, as it may be shown again: a key that strayed into it is not repeated, nor is a flood. */
export const withoutKeys = (text: string): string =>
  text.replace(/sk-ant-[A-Za-z0-9_-]+/g, '[redacted]').slice(0, 80);
