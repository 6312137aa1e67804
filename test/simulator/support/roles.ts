/** A role in a response. */
export type OrganizationRole = 'admin' | 'billing' | 'claude_code_user' | 'developer' | 'user';
