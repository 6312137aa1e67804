import type { JWTPayload } from 'jose';

/** Options of commands that say who somebody is, for `parseArgs`. */
export const WHO_OPTIONS = {
  sub: { type: 'string', default: 'demo' },
  type: { type: 'string', default: 'userToken' },
  role: { type: 'string', multiple: true, default: [] as string[] },
} as const;

/** The lines about them in the text that explains a command. */
export const WHO_USAGE = `  --sub <id>               who acts (demo)
  --type <claim>           userToken, tenantApiToken or agentToken (userToken)
  --role <name>            a role; may be given several times`;

/** What such options say. */
export interface WhoValues {
  readonly tenant: string;
  readonly sub: string;
  readonly type: string;
  readonly role: readonly string[];
  /** With commas between them. */
  readonly permissions: string;
}

/** The claims of a token that says the same. */
export const claimsOf = ({ tenant, sub, type, role, permissions }: WhoValues): JWTPayload => ({
  sub,
  tenantId: tenant,
  type,
  roles: [...role],
  permissions: permissions.split(',').filter(Boolean),
});
