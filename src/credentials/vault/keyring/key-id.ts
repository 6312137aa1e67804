const KEY_ID = /^[a-z0-9][a-z0-9_-]{0,31}$/;

/** What a key id looks like, for messages. */
export const KEY_ID_WORDS =
  '1 to 32 characters of a-z, 0-9, _ and -, the first a letter or digit, such as k1';

/** The id of the key that the demo makes for itself; production refuses it. */
export const DEMO_KEY_ID = 'demo';

/** Tells whether a text may name a key. */
export const isKeyId = (text: string): boolean => KEY_ID.test(text);
