import { randomUUID } from 'node:crypto';
import type { InputIssue } from '../compile/input-check.js';
import type { OutcomePage } from '../compile/paging.js';
import type { InvocationContext } from './context.js';
import type { PolicyDecision } from './ports.js';
import type { Failure, OutcomeError, OutcomeMeta, PartialPull, Success } from './outcome.js';

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] };

/** One call in progress: what was asked, and the facts for `meta`. */
export class Invocation {
  readonly requestId: string;
  readonly facts: Mutable<Omit<OutcomeMeta, 'requestId' | 'durationMs'>> = { attempts: 0 };
  /** What a confirmed write has changed so far: of an action made of several operations a part. */
  effect: 'none' | 'done' | 'partial' = 'none';

  constructor(
    readonly actionId: string,
    readonly input: unknown,
    readonly context: InvocationContext,
    private readonly now: () => number,
    private readonly startedAt = now(),
  ) {
    this.requestId = context.requestId ?? randomUUID();
  }

  /** Epoch milliseconds. */
  get time(): number {
    return this.now();
  }

  /** Adds the facts of one exchange with the API. */
  note(exchange: { attempts: number; requestId?: string; organizationId?: string }): void {
    this.facts.attempts += exchange.attempts;
    if (exchange.requestId !== undefined) this.facts.upstreamRequestId = exchange.requestId;
    if (exchange.organizationId !== undefined) this.facts.organizationId = exchange.organizationId;
  }

  /** Records that a pull stopped before the end of the list. */
  stopEarly(partial: PartialPull): void {
    this.facts.partial = partial;
  }

  /** Adds a warning, once. */
  warn(warning: string): void {
    this.facts.warnings = [...new Set([...(this.facts.warnings ?? []), warning])];
  }

  /** Records what rules that are not in force would have decided: of several parts, of the first one. */
  notePolicy(action: string, decision: PolicyDecision): void {
    if (decision.effect !== 'allow' || !decision.instead) return;
    const { effect, reason } = decision.instead;
    this.facts.policy ??= { effect, reason };
    const what = effect === 'deny' ? 'would not allow' : 'would require approval for';
    this.warn(`A policy that is not in force ${what} ${action}: ${reason}`);
  }

  /** The outcome of a success. */
  succeed(data: unknown, page?: OutcomePage): Success<unknown> {
    return { ok: true, actionId: this.actionId, data, ...(page ? { page } : {}), meta: this.#meta() };
  }

  /** The outcome of a failure. */
  fail(given: OutcomeError): Failure {
    const changed = given.effect === 'none' && this.effect !== 'none';
    const error = changed
      ? { ...given, effect: this.effect, retry: { allowed: false, resend: 'never' } as const }
      : given;
    return { ok: false, actionId: this.actionId, error, meta: this.#meta() };
  }

  #meta(): OutcomeMeta {
    return { requestId: this.requestId, durationMs: Math.round(this.now() - this.startedAt), ...this.facts };
  }
}

/** What a caller passes, as copies: no change during the call reaches what was checked. */
export interface TakenOver {
  readonly input: unknown;
  readonly context: InvocationContext;
  readonly problem?: InputIssue | undefined;
}

/** Takes over the input and the context of a call; `problem` says why the context cannot be used. */
export function takeOver(given: unknown, from: unknown): TakenOver {
  try {
    const context = { ...(from as InvocationContext) };
    const problem = contextProblem(context);
    return {
      input: snapshot(given, new Map()),
      context: problem ? nobody(context.requestId) : context,
      problem,
    };
  } catch {
    const message = 'the input or the context has a getter that throws';
    return { input: undefined, context: nobody(), problem: { path: '', rule: 'type', message } };
  }
}

/** The context of a call that belongs to no tenant. */
const nobody = (requestId?: unknown): InvocationContext => ({
  tenantId: '',
  ...(isText(requestId) ? { requestId: requestId as string } : {}),
});

/** No input is as deep: its check refuses what is nested more deeply. */
const MAX_DEPTH = 100;

/** Copies plain objects and lists; cycles stay cycles, and no check lets any other object pass. */
function snapshot(value: unknown, copies: Map<object, unknown>, depth = 0): unknown {
  if (typeof value !== 'object' || value === null || depth > MAX_DEPTH) return value;
  const known = copies.get(value);
  if (known !== undefined) return known;
  if (Array.isArray(value)) {
    const list: unknown[] = [];
    copies.set(value, list);
    for (const item of value) list.push(snapshot(item, copies, depth + 1));
    return list;
  }
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) return value;
  const fields: Record<string, unknown> = {};
  copies.set(value, fields);
  for (const name of Object.keys(value)) {
    const field = snapshot((value as Readonly<Record<string, unknown>>)[name], copies, depth + 1);
    // Assigning `__proto__` would set the prototype.
    if (name === '__proto__') Object.defineProperty(fields, name, { value: field, enumerable: true });
    else fields[name] = field;
  }
  return fields;
}

const LONGEST_TEXT = 255;

/** Half of a surrogate pair, which no store can keep. */
const HALF = /\p{Surrogate}/u;

/** A check of a field, and what is wrong where it fails. */
type FieldCheck = readonly [isValid: (value: unknown) => boolean, what: string];

/** The optional fields of a context that JavaScript callers may get wrong. */
const FIELDS: readonly (readonly [field: string, check: FieldCheck])[] = Object.entries({
  connection: [isText, 'must be a non-empty string, or absent for "default"'],
  deadline: [Number.isFinite, 'must be a time in epoch milliseconds, such as Date.now() + 5000'],
  signal: [(value) => value instanceof AbortSignal, 'must be an AbortSignal'],
  idempotencyKey: [isText, `must be a string of 1 to ${LONGEST_TEXT} characters, such as a UUID`],
  maxPages: [(value) => Number.isInteger(value) && (value as number) > 0, 'must be a whole number from 1'],
  onProgress: [(value) => typeof value === 'function', 'must be a function'],
  stillAllowed: [(value) => typeof value === 'function', 'must be a function'],
  consequences: [(value) => typeof value === 'boolean', 'must be true or false'],
  binding: [isText, `must be a string of 1 to ${LONGEST_TEXT} characters`],
  requestId: [isText, `must be a string of 1 to ${LONGEST_TEXT} characters`],
  // Until 0.2 this ran nothing; a caller that still passes it must not run the action.
  dryRun: [(value) => value === false, 'is not part of the context; call plan() instead'],
} satisfies Readonly<Record<string, FieldCheck>>);

/** What is wrong with a context; undefined for a valid one. */
function contextProblem(context: Readonly<Record<string, unknown>>): InputIssue | undefined {
  const { tenantId } = context;
  if (typeof tenantId !== 'string' || tenantId.trim() === '' || HALF.test(tenantId))
    return issue('tenantId', 'must be a non-empty string of well-formed Unicode, such as "acme"');
  for (const [field, [isValid, what]] of FIELDS) {
    if (context[field] !== undefined && !isValid(context[field])) return issue(field, what);
  }
  return undefined;
}

function isText(value: unknown): boolean {
  return (
    typeof value === 'string' && value.trim() !== '' && value.length <= LONGEST_TEXT && !HALF.test(value)
  );
}

const issue = (field: string, what: string): InputIssue => ({
  path: `context.${field}`,
  rule: 'context',
  message: `${field} ${what}`,
});
