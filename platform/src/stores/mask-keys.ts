import { ANTHROPIC_WIRE, redactKeys } from 'anthropic-admin-connector';

/** Replaces every key in a text by `[redacted]`: a key that was entered in the wrong place must not be stored or logged. */
export const maskKeys = (text: string): string => redactKeys(text, { pattern: ANTHROPIC_WIRE.keyPattern });
