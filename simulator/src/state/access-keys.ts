/** What a credential is, told by its prefix (ADMIN_API.md, "Authentication and headers"). */
export type KeyKind = 'admin' | 'scoped' | 'ordinary' | 'oauth';

/** A credential that the simulator knows. */
export interface AccessKey {
  readonly id: string;
  readonly secret: string;
  readonly organizationId: string;
  status: 'active' | 'revoked' | 'expired';
  /** The member whom the key acts for; Admin keys act for nobody. */
  userId: string | null;
}

const KINDS: readonly (readonly [prefix: string, kind: KeyKind])[] = [
  ['sk-ant-admin', 'admin'],
  ['sk-ant-api01-', 'scoped'],
  ['sk-ant-api03-', 'ordinary'],
  ['sk-ant-oat01-', 'oauth'],
];

/** Tells the kind of a credential; undefined for anything that is none. */
export function kindOf(secret: string): KeyKind | undefined {
  return KINDS.find(([prefix]) => secret.startsWith(prefix))?.[1];
}

/** Shortens a credential to what may be shown: its prefix, and nothing of the secret. */
export function masked(secret: string): string {
  return `${/^sk-ant-[a-z]{3,5}\d{2}-/.exec(secret)?.[0] ?? ''}…`;
}
