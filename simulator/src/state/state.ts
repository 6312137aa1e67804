import type { AccessKey } from './access-keys.js';
import type { Organization } from './organization.js';

/** The state of a simulator: its organizations and their keys. */
export class State {
  readonly organizations = new Map<string, Organization>();
  /** Keys by secret. */
  readonly keys = new Map<string, AccessKey>();

  /**
   * The organization with this id.
   *
   * @throws Error if it does not exist.
   */
  organization(id: string): Organization {
    const found = this.organizations.get(id);
    if (!found)
      throw new Error(
        `Organization ${id} does not exist in the simulator; existing: ${[...this.organizations.keys()].join(', ')}`,
      );
    return found;
  }

  /** A snapshot of every organization, for stale reads. */
  snapshot(): ReadonlyMap<string, Organization> {
    return new Map([...this.organizations].map(([id, organization]) => [id, organization.clone()]));
  }
}
