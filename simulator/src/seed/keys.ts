import type { AccessKey } from '../state/access-keys.js';

/** The organization that the demo key opens. */
export const DEMO_ORGANIZATION_ID = '5f0a6a3e-2f1d-4c5b-9d55-0d3a2c7b9e10';
/** A second Console organization, for everything about tenants. */
export const SECOND_ORGANIZATION_ID = 'b1c7e8d2-6a94-4e0f-8f0b-7c3d5e9a1f22';
/** A Claude Enterprise organization, for the operations and roles that a Console one lacks. */
export const ENTERPRISE_ORGANIZATION_ID = 'e4d9b3c6-1b7a-49d8-a3c2-5f6e7d8c9b33';

/** An active Admin key of the demo organization. It opens nothing but this simulator. */
export const DEMO_ADMIN_KEY = 'sk-ant-admin01-simulator-demo-not-a-secret-0000000000000000';
/** An Admin key of the demo organization that was taken back. */
export const REVOKED_ADMIN_KEY = 'sk-ant-admin01-simulator-revoked-not-a-secret-000000000000000';
/** An Admin key of the demo organization whose time is over. */
export const EXPIRED_ADMIN_KEY = 'sk-ant-admin01-simulator-expired-not-a-secret-000000000000000';
/** An active Admin key of the second organization. */
export const SECOND_ADMIN_KEY = 'sk-ant-admin01-simulator-second-not-a-secret-0000000000000000';
/** An active Admin key of the Enterprise organization. */
export const ENTERPRISE_ADMIN_KEY = 'sk-ant-admin01-simulator-enterprise-not-a-secret-000000000000';
/** An ordinary key of the demo organization: the wrong kind for the Admin API. */
export const ORDINARY_KEY = 'sk-ant-api03-simulator-ordinary-not-a-secret-0000000000000000';
/** A scoped Enterprise key: the wrong kind for these operations. */
export const SCOPED_KEY = 'sk-ant-api01-simulator-scoped-not-a-secret-00000000000000000000';
/** An OAuth access token: the wrong kind for these operations. */
export const OAUTH_TOKEN = 'sk-ant-oat01-simulator-oauth-not-a-secret-0000000000000000000000';

type SeedKey = Omit<AccessKey, 'id' | 'userId'>;

/** Every credential that the simulator starts with. */
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
