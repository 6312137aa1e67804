import type { ReactElement } from 'react';
import { Badge } from '../../ui/badge.js';
import type { PolicyState } from './policies-api.js';

/** Whether a version is in force or watched; nothing for any other. */
export const VersionBadges = ({
  version,
  state: { on, watch },
}: {
  readonly version: number;
  readonly state: PolicyState;
}): ReactElement => (
  <>
    {on === version && (
      <Badge dot tone="good">
        In force
      </Badge>
    )}
    {watch === version && (
      <Badge dot tone="info">
        Watched
      </Badge>
    )}
  </>
);
