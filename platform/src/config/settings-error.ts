/** A setting that keeps the platform from starting; its message says what to do. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';
}
