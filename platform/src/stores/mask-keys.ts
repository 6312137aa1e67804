/** A whole key of Anthropic, wherever it stands. The hints that the API itself shows hold dots and pass. */
const KEY = /sk-ant-[a-z]+[0-9]*-[A-Za-z0-9_-]{8,}/g;

/** What stands in place of a key. */
export const MASK = 'sk-ant-[left out]';

/** Takes every key out of a text: a key that was put in the wrong place must not last. */
export const maskKeys = (text: string): string => text.replace(KEY, MASK);
