import type { Organization } from '../state/organization.js';
import type { Revisions } from '../usage/revisions.js';
import type { FaultRequest } from './fault.js';
import { readFault } from './fault.js';
import { outcomeOf } from './outcomes.js';

/** A pending fault. */
export interface Fault {
  readonly id: string;
  readonly request: FaultRequest;
  /** How many more requests it affects. */
  remaining: number | 'always';
  /** For stale reads: a snapshot of the organizations from when the fault was added. */
  readonly past?: ReadonlyMap<string, Organization>;
}

/** The injected faults; at most one applies to each request, the oldest that matches. */
export class Faults {
  #faults: Fault[] = [];
  #added = 0;

  constructor(private readonly snapshot: () => ReadonlyMap<string, Organization>) {}

  /**
   * Adds a fault.
   *
   * @throws ApiError 400 that names the invalid field.
   */
  add(request: FaultRequest): Fault {
    const checked = readFault(request);
    this.#added += 1;
    const past = checked.kind === 'stale_read' ? { past: this.snapshot() } : {};
    const fault: Fault = {
      id: `fault_${this.#added}`,
      request: checked,
      remaining: isRevision(checked) ? 'always' : (checked.times ?? 1),
      ...past,
    };
    this.#faults.push(fault);
    return fault;
  }

  /** The pending faults, oldest first. */
  list(): readonly Fault[] {
    return this.#faults;
  }

  /** Removes all faults. */
  clear(): void {
    this.#faults = [];
  }

  /** How usage is restated in the response to a request, also where another fault applies to it. */
  revisions(method: string, path: string): { readonly revisions?: Revisions } {
    const found = this.#faults.filter(({ request }) => isRevision(request) && matches(request, method, path));
    if (found.length === 0) return {};
    return { revisions: Object.assign({}, ...found.map(({ request }) => revisionIn(request))) as Revisions };
  }

  /** Finds the fault for a request and decrements its counter. */
  take(method: string, path: string): Fault | undefined {
    if (this.#faults.length === 0) return undefined;
    const fault = this.#faults.find(({ request }) => !isRevision(request) && matches(request, method, path));
    if (fault && fault.remaining !== 'always') {
      fault.remaining -= 1;
      if (fault.remaining === 0) this.#faults = this.#faults.filter((one) => one !== fault);
    }
    return fault;
  }
}

/** Faults of the data, not of a response: they stay until they are cleared. */
const isRevision = ({ kind }: FaultRequest): boolean => kind === 'restated' || kind === 'late';

const SHARE = 20;
const RESTATED_DAYS = 20;
const LATE_HOURS = 72;

function revisionIn(fault: FaultRequest): Revisions {
  if (fault.kind === 'restated') {
    const { share = SHARE, days = RESTATED_DAYS, seed = 1 } = fault;
    return { restated: { share, days, seed } };
  }
  if (fault.kind !== 'late') return {};
  const { share = SHARE, hours = LATE_HOURS, seed = 1 } = fault;
  return { late: { share, hours, seed } };
}

function matches(fault: FaultRequest, method: string, path: string): boolean {
  const { match } = fault;
  if (match?.method !== undefined && match.method.toUpperCase() !== method) return false;
  if (match?.path !== undefined && !fits(match.path, path)) return false;
  return (
    fault.kind !== 'outcome' ||
    outcomeOf(fault.error_code).targets.some((one) => fits(one, `${method} ${path}`))
  );
}

/**
 * A path matches exactly; `*` matches any characters, including slashes, and `{name}` one segment. The parts between the stars are
 * found one after the other: one expression for all would take time without bound.
 */
function fits(template: string, path: string): boolean {
  const [first = '', ...rest] = template.split('*').map(sourceOf);
  const last = rest.pop();
  if (last === undefined) return new RegExp(`^${first}$`).test(path);
  const head = new RegExp(`^${first}`).exec(path);
  if (!head) return false;
  let left = path.slice(head[0].length);
  for (const part of rest) {
    const found = new RegExp(part).exec(left);
    if (!found) return false;
    left = left.slice(found.index + found[0].length);
  }
  return new RegExp(`${last}$`).test(left);
}

/** The regular expression of a part without stars. */
const sourceOf = (part: string): string =>
  part
    .split(/(\{\w+\})/)
    .map((piece) => (/^\{\w+\}$/.test(piece) ? '[^/]+' : piece.replaceAll(/[.+?^${}()|[\]\\]/g, '\\$&')))
    .join('');
