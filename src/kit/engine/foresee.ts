import { createHmac } from 'node:crypto';
import type {
  ConsequenceItem,
  Foreseen,
  Foresight,
  PlanConsequence,
  PlanReads,
} from '../catalog/consequences.js';
import { ActionRefusal, type ActionSteps } from '../catalog/composed-action.js';
import type { Action } from '../catalog/define-action.js';
import type { RawInput } from '../catalog/define-limitation.js';
import type { Catalog } from '../compile/compile-catalog.js';
import type { CompiledAction } from '../compile/compiled-action.js';
import type { SecretString } from '../vault/secret-string.js';
import { HostPortError } from '../host-port.js';
import { ConnectorError, failure } from './connector-error.js';
import type { ErrorCode } from './error-codes.js';
import { maskSecrets } from './mask.js';
import { PagesSpent } from './pull-stops.js';

/** How much a plan reads: requests, and milliseconds. */
export const PLAN_BUDGET = { requests: 50, ms: 10_000 } as const;

/** The most objects that a consequence names. */
const MOST_ITEMS = 20;
const LONGEST_NAME = 100;

/** Failures that end a plan: they say that the call itself cannot be made. */
const ENDING: ReadonlySet<string> = new Set<ErrorCode>([
  'cancelled',
  'credential_rejected',
  'host_failed',
  'identity_changed',
  'internal',
]);

/** Why something is unknown, for a person. */
const REASONS: Readonly<Partial<Record<string, string>>> = {
  action_disabled: 'the action that reads it is switched off',
  approval_required: 'a policy allows this read with an approval only',
  credential_forbidden: 'the key may not read it',
  key_use_refused: 'the rules of the key do not allow this read',
  limited_operation: 'the API does not offer it',
  not_found: 'the API has no such object, or does not offer it to this organization',
  page_budget: 'it takes more requests than a plan sends',
  policy_denied: 'a policy does not allow this read',
  rate_limited: "the API's rate limit is reached",
  size_budget: 'it is larger than one response holds',
  timeout: 'the API did not answer in time',
  upstream_invalid_request: 'the API refused this read',
  upstream_unavailable: 'the API is not available',
};

const reasonOf = (code: string): string => REASONS[code] ?? 'the API did not answer as documented';

/** The budget of one plan. */
export class PlanBudget {
  left: number = PLAN_BUDGET.requests;

  /** @throws PagesSpent */
  readonly take = (): void => {
    if (this.left < 1) throw new PagesSpent();
    this.left -= 1;
  };
}

/** Reads for a plan, each once, and collects what cannot be read. */
export class PlanSteps implements PlanReads {
  readonly #unknown = new Set<string>();
  readonly #known = new Map<string, Promise<unknown>>();

  constructor(
    private readonly steps: ActionSteps,
    private readonly budget: Readonly<PlanBudget>,
  ) {}

  get now(): number {
    return this.steps.now;
  }

  /** What could not be found out. */
  get unknowns(): readonly string[] {
    return [...this.#unknown];
  }

  unknown(text: string): void {
    this.#unknown.add(text);
  }

  async target<T>(what: string, actionId: string, input: object): Promise<T | undefined> {
    return this.#attempt<T>(what, () => this.#run(actionId, input), 'not_found');
  }

  async find<T>(what: string, actionId: string, input: object): Promise<T | null | undefined> {
    try {
      return await this.target<T>(what, actionId, input);
    } catch (error) {
      if (codeOf(error) !== 'not_found') throw error;
      return null;
    }
  }

  affords(what: string, requests: number): boolean {
    if (requests <= this.budget.left) return true;
    this.#cannot(what, 'page_budget');
    return false;
  }

  async list<T>(what: string, actionId: string, input: object): Promise<readonly T[] | undefined> {
    return this.#attempt<readonly T[]>(what, async () => {
      const { items, cut } = await this.#once('list', actionId, input, () =>
        this.steps.list<T>(actionId, input),
      );
      if (cut) throw new Cut(cut.reason);
      return items;
    });
  }

  #run(actionId: string, input: object): Promise<unknown> {
    return this.#once('run', actionId, input, () => this.steps.run(actionId, input));
  }

  #once<T>(kind: string, actionId: string, input: object, read: () => Promise<T>): Promise<T> {
    const name = JSON.stringify([kind, actionId, input]);
    const known = (this.#known.get(name) as Promise<T> | undefined) ?? read();
    this.#known.set(name, known);
    return known;
  }

  async #attempt<T>(what: string, read: () => Promise<unknown>, ending?: ErrorCode): Promise<T | undefined> {
    try {
      return (await read()) as T;
    } catch (error) {
      const code = codeOf(error);
      if (code === undefined || ENDING.has(code) || code === ending) throw error;
      this.#cannot(what, code);
      return undefined;
    }
  }

  #cannot(what: string, code: string): void {
    this.unknown(`${what} unknown: ${reasonOf(code)}.`);
  }
}

/** A list that ended early. */
class Cut extends Error {
  constructor(readonly reason: string) {
    super(reason);
  }
}

function codeOf(error: unknown): string | undefined {
  if (error instanceof PagesSpent) return 'page_budget';
  if (error instanceof Cut) return error.reason;
  return error instanceof ConnectorError ? error.error.code : undefined;
}

/** What a plan is made with. */
export interface PlanParts {
  readonly catalog: Catalog;
  readonly redact: (text: string) => string;
  readonly report: (error: unknown) => void;
}

/** What a call would do, bounded and without secrets. */
export async function foresee(
  { action, secrets }: CompiledAction,
  input: RawInput,
  reads: PlanSteps,
  { catalog, redact, report }: PlanParts,
): Promise<Foreseen> {
  const { effect } = action;
  if (effect.kind !== 'read' && !action.foresee)
    reads.unknown('What this changes beside its object is unknown.');
  const foresight: Foresight = await foresightOf(action, input, reads, report);
  const { before, consequences = [], final = [], inverse, facts = {} } = foresight;
  // Names are untrusted text: none may look like something else.
  const clean = (text: string): string => redact(text).replace(INVISIBLE, '');
  const canRun = inverse && catalog.get(inverse.actionId)?.accepts(inverse.input) === true;
  return {
    ...(before
      ? {
          before: maskSecrets(before, {
            fields: [...secrets.input, ...secrets.output],
            redact,
          }) as Foreseen['before'] & object,
        }
      : {}),
    consequences: consequences.map((one) => bounded(one, clean)),
    final: final.map(clean),
    ...(canRun ? { inverse } : {}),
    unknown: reads.unknowns,
    facts,
  };
}

/** A response without the documented form is no reason to guess. */
async function foresightOf(
  { foresee }: Action,
  input: RawInput,
  reads: PlanSteps,
  report: PlanParts['report'],
): Promise<Foresight> {
  try {
    return (await foresee?.(input, reads)) ?? {};
  } catch (error) {
    if (error instanceof ConnectorError || error instanceof HostPortError) throw error;
    if (error instanceof ActionRefusal) throw failure('conflict', { message: error.message, fix: error.fix });
    report(error);
    reads.unknown('What it would change is unknown: the API did not answer as documented.');
    return {};
  }
}

const bounded = (one: PlanConsequence, clean: (text: string) => string): PlanConsequence => ({
  ...one,
  text: clean(one.text),
  ...(one.items ? { items: one.items.slice(0, MOST_ITEMS).map((item) => shown(item, clean)) } : {}),
});

const shown = ({ id, name, note }: ConsequenceItem, clean: (text: string) => string): ConsequenceItem => ({
  id,
  name: shownName(clean(name)) || id,
  ...(note === undefined ? {} : { note }),
});

/** Characters that show nothing, or change the direction of those that follow. */
const INVISIBLE = /[\p{Control}\p{Format}]/gu;

/** A name, cut to a length that fits in a list. */
function shownName(name: string): string {
  const plain = [...name.trim()];
  return plain.length <= LONGEST_NAME ? plain.join('') : `${plain.slice(0, LONGEST_NAME - 1).join('')}…`;
}

/** What the digest of a plan binds. */
export interface PlanBond {
  readonly connector: string;
  readonly tenantId: string;
  readonly connection: string;
  readonly organizationId: string | undefined;
  readonly actionId: string;
  readonly input: RawInput;
  readonly binding: string | undefined;
  readonly facts: Foreseen['facts'];
}

/** The digest of a plan. Keyed, so a secret of the input cannot be guessed from it. */
export function digestOf(bond: PlanBond, key: SecretString): string {
  const { connector, tenantId, connection, organizationId, actionId, input, binding, facts } = bond;
  const text = JSON.stringify(
    [
      'plan/1',
      connector,
      tenantId,
      connection,
      organizationId ?? null,
      actionId,
      input,
      binding ?? null,
      facts,
    ],
    sortedKeys,
  );
  return createHmac('sha256', key.reveal()).update(text).digest('hex');
}

function sortedKeys(_: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
