/** A role as it stands in an answer. */
export type OrganizationRole = 'admin' | 'billing' | 'claude_code_user' | 'developer' | 'user';
