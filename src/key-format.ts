export { checkKeyFormat, type KeyFormat } from './credentials/check-key-format.js';
export {
  ADMIN_KEY_PREFIX,
  ADMIN_KEYS_PAGE,
  KEY_PATTERN,
  OTHER_CREDENTIALS,
  type OtherCredential,
} from './credentials/key-formats.js';
export type { KeyFormatCode, KeyFormatProblem } from './credentials/key-problem.js';
export { titleOf } from './kit/catalog/title-of.js';
export { redactKeys, type RedactOptions } from './kit/http/redact.js';
