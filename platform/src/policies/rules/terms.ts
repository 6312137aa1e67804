import type { TextProblem } from '../cedar/bounds.js';

/** What the annotations of a policy say. */
export interface RuleTerms {
  /** A few words: what the policy is for. */
  readonly title?: string;
  /** One sentence for who is refused or has to ask. */
  readonly reason?: string;
  /** Who may approve; undefined where the policy does not say. */
  readonly approvers?: readonly string[];
  readonly quorum?: number;
  readonly windowS?: number;
  readonly appliesOnApproval?: boolean;
}

/** How long an approval may be used where no policy says, seconds. */
export const DEFAULT_WINDOW_S = 86_400;

const UNITS: Readonly<Record<string, number>> = { m: 60, h: 3_600, d: 86_400 };
const MOST_APPROVERS = 20;
const APPROVER = /^(?:permission|user):[^\s,]{1,200}$/;

type Read = (text: string) => Partial<RuleTerms> | string;

/** The annotations and how each is read: its terms, or what it must be. */
const ANNOTATIONS: Readonly<Record<string, Read>> = {
  id: (text) => (/^[\w.-]{1,64}$/.test(text) ? {} : 'must be 1 to 64 letters, digits, dots, - or _'),
  title: (text) => (isShort(text, 120) ? { title: text } : 'must be 1 to 120 characters in one line'),
  reason: (text) => (isShort(text, 300) ? { reason: text } : 'must be 1 to 300 characters in one line'),
  approvers: (text) => {
    const approvers = text.split(',').map((one) => one.trim());
    return approvers.length <= MOST_APPROVERS && approvers.every((one) => APPROVER.test(one))
      ? { approvers }
      : `must be at most ${MOST_APPROVERS} of permission:<permission> and user:<id>, such as "user:ada, user:grace"`;
  },
  quorum: (text) => (/^(?:[1-9]|10)$/.test(text) ? { quorum: Number(text) } : 'must be 1 to 10'),
  window: (text) => {
    const [, count, unit = ''] = /^([1-9]\d{0,3})([mhd])$/.exec(text) ?? [];
    const windowS = Number(count) * (UNITS[unit] ?? NaN);
    return windowS <= 30 * 86_400 ? { windowS } : 'must be at most 30 days, such as "30m", "8h" or "7d"';
  },
  apply: (text) =>
    text === 'on_approval' || text === 'on_repeat'
      ? { appliesOnApproval: text === 'on_approval' }
      : 'must be "on_approval" or "on_repeat"',
};

const isShort = (text: string, most: number): boolean =>
  text.trim() !== '' && text.length <= most && !/[\p{Cc}\p{Surrogate}]/u.test(text);

/** Reads annotations; what is wrong with one is passed to `onProblem`. */
export function termsOf(
  annotations: Readonly<Record<string, string | null>>,
  onProblem: (problem: Pick<TextProblem, 'message' | 'help'>) => void,
): RuleTerms {
  let terms: RuleTerms = {};
  for (const [name, value] of Object.entries(annotations)) {
    const read = Object.hasOwn(ANNOTATIONS, name) ? ANNOTATIONS[name] : undefined;
    const found = read?.(value ?? '');
    if (typeof found === 'object') terms = { ...terms, ...found };
    else if (found === undefined)
      onProblem({
        message: `There is no annotation @${name}.`,
        help: `the annotations are ${Object.keys(ANNOTATIONS)
          .map((one) => `@${one}`)
          .join(', ')}`,
      });
    else onProblem({ message: `@${name} ${found}.` });
  }
  return terms;
}
