import type { SecretString } from '../kit/vault/secret-string.js';

const SHOWN_AT_THE_END = 4;

/** The part of a key that may be shown: its public prefix and the last four characters. */
export function keyPreview(key: SecretString): string {
  const text = key.reveal();
  const prefix = text.slice(0, text.indexOf('-', 'sk-ant-'.length) + 1);
  return `${prefix}…${text.slice(-SHOWN_AT_THE_END)}`;
}
