import type { Organization } from '../state/organization.js';
import type { FaultRequest } from './fault.js';
import { readFault } from './fault.js';

/** A fault that waits for its requests. */
export interface Fault {
  readonly id: string;
  readonly request: FaultRequest;
  /** How many requests it will still hit. */
  remaining: number | 'always';
  /** For stale reads: the organizations as they were when the fault was added. */
  readonly past?: ReadonlyMap<string, Organization>;
}

/** The faults that were asked for; each request meets at most one, the oldest that matches. */
export class Faults {
  #faults: Fault[] = [];
  #added = 0;

  constructor(private readonly snapshot: () => ReadonlyMap<string, Organization>) {}

  /**
   * Adds a fault.
   *
   * @throws ApiError 400 naming the field that is wrong.
   */
  add(request: FaultRequest): Fault {
    const checked = readFault(request);
    this.#added += 1;
    const past = checked.kind === 'stale_read' ? { past: this.snapshot() } : {};
    const fault: Fault = {
      id: `fault_${this.#added}`,
      request: checked,
      remaining: checked.times ?? 1,
      ...past,
    };
    this.#faults.push(fault);
    return fault;
  }

  /** The faults that still wait. */
  list(): readonly Fault[] {
    return this.#faults;
  }

  /** Takes all faults away. */
  clear(): void {
    this.#faults = [];
  }

  /** Finds the fault for a request and counts it down. */
  take(method: string, path: string): Fault | undefined {
    if (this.#faults.length === 0) return undefined;
    const fault = this.#faults.find(({ request }) => hits(request, method, path));
    if (fault && fault.remaining !== 'always') {
      fault.remaining -= 1;
      if (fault.remaining === 0) this.#faults = this.#faults.filter((one) => one !== fault);
    }
    return fault;
  }
}

/** A path matches exactly, or with `*` for any text, slashes too. */
function hits({ match }: FaultRequest, method: string, path: string): boolean {
  if (match?.method !== undefined && match.method.toUpperCase() !== method) return false;
  if (match?.path === undefined) return true;
  const pattern = match.path.split('*').map((part) => part.replaceAll(/[.+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${pattern.join('.*')}$`).test(path);
}
