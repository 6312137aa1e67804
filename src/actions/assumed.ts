/** Said of an operation of which no reference states the credentials: a 403 may mean that it refuses Admin keys. */
export const ADMIN_KEY_ASSUMED =
  'No reference states that this operation accepts an Admin key; it is assumed, and a 403 may mean that it does not.';
