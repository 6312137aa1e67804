import type { ReactElement } from 'react';
import { useConnector } from './connector-context.js';
import { allows, useSession } from './session-context.js';

/** Which permissions the user lacks, each with what it is for, such as `{ 'connections:write': 'save a key' }`. Nothing if none. */
export function NeededPermissions({
  permissions,
}: {
  readonly permissions: Readonly<Record<string, string>>;
}): ReactElement | null {
  const granted = useSession().permissions;
  const { id } = useConnector();
  const missing = Object.entries(permissions).filter(([name]) => !allows(granted, `${id}:${name}`));
  if (missing.length === 0) return null;
  return (
    <p>
      You need the permission{' '}
      {missing.map(([name, purpose], index) => (
        <span key={name}>
          {index > 0 && ', '}
          <code>
            {id}:{name}
          </code>{' '}
          to {purpose}
        </span>
      ))}
      . Ask your administrator.
    </p>
  );
}
