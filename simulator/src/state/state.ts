import type { AccessKey } from './access-keys.js';
import type { Organization } from './organization.js';

/** All that the simulator knows: its organizations, and the keys that open them. */
export class State {
  readonly organizations = new Map<string, Organization>();
  /** By the secret itself. */
  readonly keys = new Map<string, AccessKey>();

  /**
   * The organization with this id.
   *
   * @throws Error when the simulator has none.
   */
  organization(id: string): Organization {
    const found = this.organizations.get(id);
    if (!found)
      throw new Error(`The simulator has no organization ${id}; it has ${[...this.organizations.keys()]}`);
    return found;
  }

  /** A copy of one organization, to answer stale reads from. */
  snapshot(): ReadonlyMap<string, Organization> {
    return new Map([...this.organizations].map(([id, organization]) => [id, organization.clone()]));
  }
}
