import type { Route } from '../http/route.js';
import { route } from '../http/route.js';

/** The organization of the key. */
export const ORGANIZATION_ROUTES: readonly Route[] = [
  route('organization.retrieve', 'GET /v1/organizations/me', {}, ({ organization: { id, name } }) => ({
    id,
    type: 'organization',
    name,
  })),
];
