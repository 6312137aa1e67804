import type { AccessKey } from '../state/access-keys.js';

/** The organization of the demo key. */
export const DEMO_ORGANIZATION_ID = '5f0a6a3e-2f1d-4c5b-9d55-0d3a2c7b9e10';
/** A second Console organization, to test tenant isolation. */
export const SECOND_ORGANIZATION_ID = 'b1c7e8d2-6a94-4e0f-8f0b-7c3d5e9a1f22';
/** A Claude Enterprise organization, for the operations and roles that Console organizations do not have. */
export const ENTERPRISE_ORGANIZATION_ID = 'e4d9b3c6-1b7a-49d8-a3c2-5f6e7d8c9b33';

/** An active Admin key of the demo organization. It works only with this simulator. */
export const DEMO_ADMIN_KEY = 'sk-ant-admin01-simulator-demo-not-a-secret-0000000000000000';
/** A revoked Admin key of the demo organization. */
export const REVOKED_ADMIN_KEY = 'sk-ant-admin01-simulator-revoked-not-a-secret-000000000000000';
/** An expired Admin key of the demo organization. */
export const EXPIRED_ADMIN_KEY = 'sk-ant-admin01-simulator-expired-not-a-secret-000000000000000';
/** An active Admin key of the second organization. */
export const SECOND_ADMIN_KEY = 'sk-ant-admin01-simulator-second-not-a-secret-0000000000000000';
/** An active Admin key of the Enterprise organization. */
export const ENTERPRISE_ADMIN_KEY = 'sk-ant-admin01-simulator-enterprise-not-a-secret-000000000000';
/** An API key of the demo organization, which the Admin API rejects. */
export const ORDINARY_KEY = 'sk-ant-api03-simulator-ordinary-not-a-secret-0000000000000000';
/** A scoped Enterprise key, which these operations reject. */
export const SCOPED_KEY = 'sk-ant-api01-simulator-scoped-not-a-secret-00000000000000000000';
/** An OAuth access token, which these operations reject. */
export const OAUTH_TOKEN = 'sk-ant-oat01-simulator-oauth-not-a-secret-0000000000000000000000';

type SeedKey = Omit<AccessKey, 'id' | 'userId'>;

/** The initial credentials of the simulator. */
export const SEED_KEYS: readonly SeedKey[] = [
  { secret: DEMO_ADMIN_KEY, organizationId: DEMO_ORGANIZATION_ID, status: 'active' },
  { secret: REVOKED_ADMIN_KEY, organizationId: DEMO_ORGANIZATION_ID, status: 'revoked' },
  { secret: EXPIRED_ADMIN_KEY, organizationId: DEMO_ORGANIZATION_ID, status: 'expired' },
  { secret: SECOND_ADMIN_KEY, organizationId: SECOND_ORGANIZATION_ID, status: 'active' },
  { secret: ENTERPRISE_ADMIN_KEY, organizationId: ENTERPRISE_ORGANIZATION_ID, status: 'active' },
  { secret: ORDINARY_KEY, organizationId: DEMO_ORGANIZATION_ID, status: 'active' },
  { secret: SCOPED_KEY, organizationId: ENTERPRISE_ORGANIZATION_ID, status: 'active' },
  { secret: OAUTH_TOKEN, organizationId: DEMO_ORGANIZATION_ID, status: 'active' },
];
