import type { PolicyJson } from '@cedar-policy/cedar-wasm/nodejs';
import type { CedarLibrary } from '../cedar/cedar-library.js';
import type { PolicyAction } from '../cedar/catalogue.js';
import { MAX_POLICIES, outOfBounds, placeOf, type TextProblem } from '../cedar/bounds.js';
import { allOf, mayApplyTo, referencesIn, type References } from './references.js';
import { termsOf, type RuleTerms } from './terms.js';

/** One policy of a set. */
export interface Rule {
  readonly id: string;
  readonly effect: 'permit' | 'forbid';
  readonly terms: RuleTerms;
  readonly text: string;
  /** Where it begins in the text of the set, characters. */
  readonly offset: number;
  readonly json: PolicyJson;
  readonly references: References;
}

/** The policies of a text. */
export class RuleSet {
  readonly #byAction = new Map<string, References>();

  constructor(
    readonly rules: ReadonlyMap<string, Rule>,
    /** The time zone of `context.hour` and `context.weekday`, by its name of IANA. */
    readonly timeZone: string,
    /** Two sets with the same key are the same. */
    readonly key: string,
  ) {}

  /** The policies for Cedar's library. */
  get policies(): Record<string, string> {
    return Object.fromEntries([...this.rules.values()].map(({ id, text }) => [id, text]));
  }

  /** What of the context the policies that may apply to an action go by. */
  referencesFor(action: PolicyAction): References {
    const known = this.#byAction.get(action.id);
    if (known) return known;
    const found = allOf(
      [...this.rules.values()]
        .filter(({ json }) => mayApplyTo(json, action))
        .map(({ references }) => references),
    );
    this.#byAction.set(action.id, found);
    return found;
  }
}

/** Policies that were read, and what is wrong with them. */
export interface ReadRules {
  readonly rules: ReadonlyMap<string, Rule>;
  readonly problems: readonly TextProblem[];
}

/** Reads a text that the parser has accepted within its bounds. */
export function readRules(cedar: CedarLibrary, text: string): ReadRules {
  const tooBig = outOfBounds(text);
  if (tooBig) return { rules: new Map(), problems: [tooBig] };
  const parts = cedar.policySetTextToParts(text);
  if (parts.type === 'failure') throw new Error(parts.errors[0]?.message);
  const problems: TextProblem[] = [];
  if (parts.policies.length > MAX_POLICIES)
    problems.push({ line: 1, column: 1, message: `There must be at most ${MAX_POLICIES} policies.` });
  const rules = new Map<string, Rule>();
  let from = 0;
  for (const [index, part] of inOrder(parts.policies).entries()) {
    const offset = Math.max(0, text.indexOf(part, from));
    from = offset + part.length;
    const read = cedar.policyToJson(part);
    if (read.type === 'failure') throw new Error(read.errors[0]?.message);
    const annotations = read.json.annotations ?? {};
    const id = annotations['id'] ?? `policy-${index + 1}`;
    const onProblem = (problem: Pick<TextProblem, 'message' | 'help'>): number =>
      problems.push({ ...placeOf(text, offset), ...problem, policy: id });
    if (rules.has(id)) onProblem({ message: `Two policies have the @id "${id}".` });
    rules.set(id, {
      id,
      effect: read.json.effect,
      terms: termsOf(annotations, onProblem),
      text: part,
      offset,
      json: read.json,
      references: referencesIn(read.json),
    });
  }
  return { rules, problems };
}

/** The library returns policies in the order of names that it gives to them: policy0, policy1, policy10. */
function inOrder(parts: readonly string[]): string[] {
  const names = parts.map((_, index) => index).sort((one, other) => (String(one) < String(other) ? -1 : 1));
  const ordered: string[] = [];
  names.forEach((place, index) => (ordered[place] = parts[index] ?? ''));
  return ordered;
}
