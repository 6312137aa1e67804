/** The format of an idempotency key: printable ASCII without spaces. */
export const IDEMPOTENCY_KEY_FORM = /^[\x21-\x7e]{1,255}$/;
