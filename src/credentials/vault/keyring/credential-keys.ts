import type { Fingerprinter } from '../fingerprint.js';
import type { KeyProvider } from '../key-provider.js';

/** All keys that guarding credentials takes, ready for use. */
export interface CredentialKeys {
  /** For the vault. */
  readonly provider: KeyProvider;
  readonly fingerprinter: Fingerprinter;
  /** Where they come from: environment variables, a keyring file, or the file that the demo made. */
  readonly source: 'environment' | 'file' | 'demo';
}
