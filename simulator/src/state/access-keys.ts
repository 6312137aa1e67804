/** The kind of a credential, determined by its prefix (ADMIN_API.md, "Authentication and headers"). */
export type KeyKind = 'admin' | 'scoped' | 'ordinary' | 'oauth';

/** A credential of the simulator. */
export interface AccessKey {
  readonly id: string;
  readonly secret: string;
  readonly organizationId: string;
  status: 'active' | 'revoked' | 'expired';
  /** The member that the key acts for; null for Admin keys. */
  userId: string | null;
}

const KINDS: readonly (readonly [prefix: string, kind: KeyKind])[] = [
  ['sk-ant-admin', 'admin'],
  ['sk-ant-api01-', 'scoped'],
  ['sk-ant-api03-', 'ordinary'],
  ['sk-ant-oat01-', 'oauth'],
];

/** The kind of a credential; undefined if it is not one. */
export function kindOf(secret: string): KeyKind | undefined {
  return KINDS.find(([prefix]) => secret.startsWith(prefix))?.[1];
}

/** Shortens a credential to its prefix, which contains no part of the secret. */
export function masked(secret: string): string {
  return `${/^sk-ant-[a-z]{3,5}\d{2}-/.exec(secret)?.[0] ?? ''}…`;
}
