import { effectOf, type Effect } from 'anthropic-admin-connector/kit';
import { LRUCache } from 'lru-cache';
import type { ChainedEntry, HeadSeal } from '../audit/entry.js';
import { readable } from '../audit/persons/readable.js';
import { readChain, slices } from '../audit/read-chain.js';
import type { ConnectorDirectory } from '../connectors/connector-directory.js';
import type { Database } from '../database/database.js';
import { moment } from '../database/schema.js';
import type { PolicyCall } from './cedar/request.js';
import type { Judgement } from './rules/judge.js';
import type { Judges } from './rules/judges.js';
import type { RuleSet } from './rules/rule-set.js';

/** The most days that are replayed. */
export const REPLAY_DAYS = 30;

/** Bounds of one replay. */
const MOST_CALLS = 50_000;
const LONGEST_MS = 20_000;
const MOST_EXAMPLES = 20;
const MEMO = 10_000;

const DAY_MS = 86_400_000;

/** A call of the past that the policies would not have allowed. */
export interface ReplayedCall {
  /** Its entry in the audit. */
  readonly seq: number;
  readonly at: string;
  readonly action: string;
  readonly actor: string | null;
  readonly effect: 'deny' | 'approval';
  readonly reason: string;
  readonly policies: readonly string[];
}

/** What policies would have done to the calls of the past. */
export interface Replay {
  /** RFC 3339. */
  readonly from: string;
  /** Calls that ran. */
  readonly calls: number;
  readonly stopped: number;
  readonly asked: number;
  /** Calls whose input the audit has only as a digest; they are judged as if it were empty. */
  readonly without_input: number;
  /** False where there are more calls than one replay judges; the oldest are judged. */
  readonly complete: boolean;
  /** The first calls that would not have been allowed. */
  readonly examples: readonly ReplayedCall[];
  /** The result as a sentence. */
  readonly summary: string;
}

/** Replays policies, one at a time for each tenant. */
export class Replays {
  readonly #running = new Map<string, Promise<unknown>>();

  constructor(private readonly deps: ReplayDeps) {}

  /** See `replay`. */
  run(tenantId: string, set: RuleSet, days?: number): Promise<Replay> {
    const before = this.#running.get(tenantId) ?? Promise.resolve();
    const replayed = before.catch(() => {}).then(() => replay(this.deps, tenantId, set, days));
    this.#running.set(tenantId, replayed);
    const done = (): void => {
      if (this.#running.get(tenantId) === replayed) this.#running.delete(tenantId);
    };
    replayed.then(done, done);
    return replayed;
  }
}

/** What a replay reads. */
export interface ReplayDeps {
  readonly database: Pick<Database, 'db'>;
  readonly seal: HeadSeal;
  readonly directory: Pick<ConnectorDirectory, 'has' | 'get'>;
  readonly judges: Judges;
  /** Epoch milliseconds. */
  readonly now: () => number;
}

/**
 * Judges the calls that ran in the last days by a set of policies. The audit has neither the door nor the address nor the roles of a
 * call: the door is guessed by the actor, and the others are absent.
 */
export async function replay(
  { database: { db }, seal, directory, judges, now }: ReplayDeps,
  tenantId: string,
  set: RuleSet,
  days = REPLAY_DAYS,
): Promise<Replay> {
  const from = moment(now() - days * DAY_MS);
  const begun = performance.now();
  const turn = slices();
  const memo = new LRUCache<string, Judgement>({ max: MEMO });
  const counts = { calls: 0, stopped: 0, asked: 0, without_input: 0 };
  const examples: ReplayedCall[] = [];
  let complete = true;
  const effects = new Map<string, Effect | undefined>();
  const effectIn = (connector: string, action: string): Effect | undefined => {
    const name = `${connector}/${action}`;
    if (!effects.has(name) && directory.has(connector))
      effects.set(name, directory.get(connector).describe(action)?.effect);
    return effects.get(name);
  };
  const entries = readChain(db, tenantId, Number.MAX_SAFE_INTEGER, { from, run: 'actual' });
  for await (const entry of readable(db, seal, entries)) {
    await turn();
    const call = ranCall(entry, effectIn);
    if (!call) continue;
    if (counts.calls >= MOST_CALLS || performance.now() - begun > LONGEST_MS) {
      complete = false;
      break;
    }
    counts.calls += 1;
    if (call.isInputLeftOut) counts.without_input += 1;
    const at = Date.parse(entry.at);
    const key = JSON.stringify([call.call, Math.floor(at / 3_600_000)]);
    const judgement = memo.get(key) ?? judges.judgeCall({ set, version: 0 }, call.call, at);
    memo.set(key, judgement);
    if (judgement.effect === 'allow') continue;
    counts[judgement.effect === 'deny' ? 'stopped' : 'asked'] += 1;
    const { effect, reason, policies } = judgement;
    const { seq, action, actorId: actor } = entry;
    if (examples.length < MOST_EXAMPLES)
      examples.push({ seq, at: entry.at, action, actor, effect, reason, policies });
  }
  return { from, ...counts, complete, examples, summary: summaryOf(counts, days) };
}

const summaryOf = (
  { calls, stopped, asked }: Pick<Replay, 'calls' | 'stopped' | 'asked'>,
  days: number,
): string =>
  `Of ${counted(calls, 'call')} of the last ${counted(days, 'day')}, it would have stopped ${stopped} and asked for ${counted(asked, 'approval')}.`;

const counted = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`;

/** The call of an entry; undefined where the entry is none, or is of a call that did not run. */
function ranCall(
  { kind, action: actionId, actorId, actorType, connection, code, details }: ChainedEntry,
  effectIn: (connector: string, action: string) => Effect | undefined,
): { readonly call: PolicyCall; readonly isInputLeftOut: boolean } | undefined {
  if (kind !== 'invocation' || actorId === null) return undefined;
  const { connector, input, attempts } = details;
  if (code !== 'ok' && !(typeof attempts === 'number' && attempts > 0)) return undefined;
  if (typeof connector !== 'string') return undefined;
  const declared = effectIn(connector, actionId);
  if (!declared) return undefined;
  const isRecord = typeof input === 'object' && input !== null && !Array.isArray(input);
  const isInputLeftOut = isRecord && 'leftOut' in input;
  const known = isRecord && !isInputLeftOut ? (input as PolicyCall['input']) : {};
  const isAgent = actorType === 'agent' || actorType === 'service';
  return {
    isInputLeftOut,
    call: {
      connector,
      actionId,
      effect: effectOf(declared, known),
      input: known,
      connection: connection ?? 'default',
      actor: { id: actorId, type: isAgent ? 'Agent' : 'User', roles: [] },
      door: actorType === 'agent' ? 'mcp' : actorType === 'service' ? 'drop-in' : 'rest',
      source: undefined,
    },
  };
}
