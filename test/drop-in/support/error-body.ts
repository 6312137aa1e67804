/** A whole error body of the API's form. */
export const errorBody = (type: string, message: unknown, details?: object): object => ({
  type: 'error',
  error: { type, message, ...(details ? { details } : {}) },
  request_id: expect.any(String),
});
