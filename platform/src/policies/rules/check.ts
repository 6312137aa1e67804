import { createHash } from 'node:crypto';
import type { DetailedError, ValidationError } from '@cedar-policy/cedar-wasm/nodejs';
import { outOfBounds, placeOfByte, type TextProblem } from '../cedar/bounds.js';
import type { PolicyCatalogue } from '../cedar/catalogue.js';
import type { CedarEngine } from '../cedar/cedar-engine.js';
import { inThread, TooComplex } from '../cedar/cedar-thread.js';
import { readRules, RuleSet } from './rule-set.js';
import { wrongNames } from './value-check.js';

/** What a check of a text has found. */
export type CheckedText =
  | { readonly ok: true; readonly set: RuleSet; readonly formatted: string }
  | { readonly ok: false; readonly problems: readonly TextProblem[] };

const MOST_PROBLEMS = 20;

/** A call that no policy is about: what it does to the stack, any other does. */
const TRIAL = {
  principal: { type: 'User', id: 'none' },
  action: { type: 'Action', id: 'none' },
  resource: { type: 'Connection', id: 'none' },
  context: {},
  entities: [],
};

/** The policies of a text that was checked before it was stored. */
export function ruleSetOf(engine: CedarEngine, text: string, timeZone: string): RuleSet {
  const { rules } = readRules(engine.library, text);
  return new RuleSet(rules, timeZone, keyOf(text));
}

const keyOf = (text: string): string => createHash('sha256').update(text).digest('base64url');

/** Checks a text: its bounds, its syntax, and that everything in it exists. */
export async function checkText(
  engine: CedarEngine,
  catalogue: PolicyCatalogue,
  text: string,
  timeZone: string,
): Promise<CheckedText> {
  const tooBig = outOfBounds(text);
  if (tooBig) return { ok: false, problems: [tooBig] };
  const policies = { staticPolicies: text };
  let answers;
  try {
    answers = await inThread([
      ['checkParsePolicySet', policies],
      ['validate', { schema: catalogue.schema as never, policies }],
      ['formatPolicies', { policyText: text, lineWidth: 100, indentWidth: 2 }],
      ['isAuthorized', { ...TRIAL, policies }],
    ]);
  } catch (error) {
    if (!(error instanceof TooComplex)) throw error;
    const help = 'write shorter conditions, and more policies in place of long ones';
    return { ok: false, problems: [{ line: 1, column: 1, message: error.message, help }] };
  }
  const [parsed, validated, formatted] = answers;
  if (parsed.type === 'failure') return failed(text, parsed.errors);
  if (validated.type === 'failure') return failed(text, validated.errors);
  const { rules, problems } = readRules(engine.library, text);
  const ids = [...rules.keys()];
  const actions = [...catalogue.actions.values()];
  const found = [
    ...problems,
    ...inPlace(text, validated.validationErrors, ids),
    ...[...rules.values()].flatMap((rule) => wrongNames(rule, actions, text)),
  ];
  if (rules.size === 0 && found.length === 0)
    found.push({
      line: 1,
      column: 1,
      message: 'There is no policy in the text, so nothing would be permitted.',
    });
  if (found.length > 0) return { ok: false, problems: found.sort(byPlace).slice(0, MOST_PROBLEMS) };
  if (formatted.type === 'failure') return failed(text, formatted.errors);
  const set = new RuleSet(rules, timeZone, keyOf(text));
  return { ok: true, set, formatted: formatted.formatted_policy };
}

const failed = (text: string, errors: readonly DetailedError[]): CheckedText => ({
  ok: false,
  problems: errors.slice(0, MOST_PROBLEMS).map((error) => problemOf(text, error)),
});

/** One problem for each place: the library reports it once for each action. */
function inPlace(text: string, errors: readonly ValidationError[], ids: readonly string[]): TextProblem[] {
  const found = new Map<string, TextProblem & { readonly actions: number }>();
  for (const { policyId, error } of errors) {
    const policy = ids[Number(/^policy(\d+)$/.exec(policyId)?.[1])];
    const problem = { ...problemOf(text, error), ...(policy === undefined ? {} : { policy }) };
    const key = `${problem.line}:${problem.column}:${problem.message.replace(FOR_ACTION, '')}`;
    const known = found.get(key);
    found.set(key, { ...(known ?? problem), actions: (known?.actions ?? 0) + 1 });
  }
  return [...found.values()].map(({ actions, ...problem }) =>
    actions === 1
      ? problem
      : { ...problem, message: problem.message.replace(/\.?$/, `, and for ${actions - 1} more actions.`) },
  );
}

const FOR_ACTION = / (?:in context )?for Action::"[^"]*"/;

function problemOf(text: string, { message, help, sourceLocations }: DetailedError): TextProblem {
  const said = message
    .replace(/^failed to parse policies from string: /, '')
    .replace(/^for policy `[^`]*`, /, '');
  return {
    ...placeOfByte(text, sourceLocations?.[0]?.start ?? 0),
    message: `${said.charAt(0).toUpperCase()}${said.slice(1)}`,
    ...(help === null || help === '' ? {} : { help }),
  };
}

const byPlace = (one: TextProblem, other: TextProblem): number =>
  one.line - other.line || one.column - other.column;
