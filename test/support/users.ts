/** A member as the API answers with one. */
export const user = (id: string, role = 'user'): Record<string, unknown> => ({
  id,
  type: 'user',
  email: `${id}@example.com`,
  name: 'Ada Lovelace',
  role,
  added_at: '2026-11-01T00:00:00Z',
});
