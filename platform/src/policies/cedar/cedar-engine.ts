import { LRUCache } from 'lru-cache';
import { loadCedar, type CedarLibrary } from './cedar-library.js';
import type { CedarRequest } from './request.js';

/** Sets of policies that are kept parsed; the library has no way to remove one, so their names are used again. */
const SETS_KEPT = 128;

/** What the policies say. */
export interface CedarAnswer {
  readonly allowed: boolean;
  /** Ids of the policies that decided. */
  readonly reasons: readonly string[];
}

/** Policies that could not be evaluated. */
export class EvaluationFailed extends Error {
  override readonly name = 'EvaluationFailed';

  constructor(readonly policies: readonly string[]) {
    super(`Policies could not be evaluated: ${policies.join(', ')}`);
  }
}

/** Policies as the engine needs them. */
export interface Evaluable {
  readonly key: string;
  readonly policies: Record<string, string>;
}

/** Evaluates policies. It is made once in a process, and loads the library when it is first used. */
export class CedarEngine {
  #library: CedarLibrary | undefined;
  #used = 0;
  readonly #free: string[] = [];
  readonly #names = new LRUCache<string, string>({
    max: SETS_KEPT,
    dispose: (name) => void this.#free.push(name),
  });

  /** The functions of the library. */
  get library(): CedarLibrary {
    return (this.#library ??= loadCedar());
  }

  /**
   * Asks policies about a request.
   * @throws EvaluationFailed where one of them cannot be evaluated: which it would have been is unknown.
   */
  ask(set: Evaluable, { entities, context, ...request }: CedarRequest, approved: boolean): CedarAnswer {
    const answer = this.#guarded(() =>
      this.library.statefulIsAuthorized({
        ...request,
        context: { ...context, approved },
        entities: entities as never,
        preparsedPolicySetId: this.#nameOf(set),
      }),
    );
    if (answer.type === 'failure') throw new EvaluationFailed([answer.errors[0]?.message ?? '']);
    const { decision, diagnostics } = answer.response;
    if (diagnostics.errors.length > 0)
      throw new EvaluationFailed(diagnostics.errors.map(({ policyId }) => policyId));
    return { allowed: decision === 'allow', reasons: [...diagnostics.reason].sort() };
  }

  #nameOf({ key, policies }: Evaluable): string {
    const known = this.#names.get(key);
    if (known !== undefined) return known;
    if (this.#names.size >= SETS_KEPT) this.#names.pop();
    const name = this.#free.pop() ?? `set-${(this.#used += 1)}`;
    const parsed = this.library.preparsePolicySet(name, { staticPolicies: policies });
    if (parsed.type === 'failure') throw new EvaluationFailed([parsed.errors[0]?.message ?? '']);
    this.#names.set(key, name);
    return name;
  }

  /** An instance that has failed inside is broken for good: the next call has a new one. */
  #guarded<Result>(work: () => Result): Result {
    try {
      return work();
    } catch (error) {
      if (error instanceof EvaluationFailed) throw error;
      this.#names.clear();
      this.#free.length = 0;
      this.#library = loadCedar(true);
      throw new EvaluationFailed([error instanceof Error ? error.message : 'unknown']);
    }
  }
}
