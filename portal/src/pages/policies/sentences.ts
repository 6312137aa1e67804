/** A policy of a text, by what its annotations say. */
export interface PolicySentence {
  readonly id: string;
  readonly title: string;
  readonly reason: string | undefined;
  /** What it does where it applies. */
  readonly does: 'allows' | 'allows_approved' | 'asks' | 'refuses';
  /** Who approves, how many, and for how long, as annotated. */
  readonly terms: { readonly approvers?: string; readonly quorum?: string; readonly window?: string };
}

/** Annotations, and what may contain their signs: texts and comments. */
const TOKENS =
  /@(\w+)\s*\(\s*("(?:[^"\\]|\\.)*")\s*\)|"(?:[^"\\]|\\.)*"|\/\/[^\n]*|\b(permit|forbid)\b|\bcontext\.approved\b|;/g;

/** The policies of a text in their order. The platform has checked the text: this only reads what to show. */
export function sentencesOf(text: string): readonly PolicySentence[] {
  const found: PolicySentence[] = [];
  let notes = new Map<string, string>();
  let isPermit: boolean | undefined;
  let isApproved = false;
  for (const [token, name, value, verb] of text.matchAll(TOKENS)) {
    if (name !== undefined && value !== undefined) notes.set(name, unquoted(value));
    else if (verb !== undefined) isPermit ??= verb === 'permit';
    else if (token === 'context.approved') isApproved = true;
    else if (token === ';' && isPermit !== undefined) {
      found.push(sentence(notes, found.length, isPermit, isApproved));
      notes = new Map();
      isPermit = undefined;
      isApproved = false;
    }
  }
  return found;
}

function sentence(
  notes: ReadonlyMap<string, string>,
  index: number,
  isPermit: boolean,
  isApproved: boolean,
): PolicySentence {
  const id = notes.get('id') ?? `policy${index}`;
  const [approvers, quorum, window] = ['approvers', 'quorum', 'window'].map((name) => notes.get(name));
  return {
    id,
    title: notes.get('title') ?? id,
    reason: notes.get('reason'),
    does: isPermit ? (isApproved ? 'allows_approved' : 'allows') : isApproved ? 'asks' : 'refuses',
    terms: {
      ...(approvers !== undefined && { approvers }),
      ...(quorum !== undefined && { quorum }),
      ...(window !== undefined && { window }),
    },
  };
}

/** Cedar has a few escapes that JSON has not; they are shown as they are written. */
function unquoted(text: string): string {
  try {
    return JSON.parse(text) as string;
  } catch {
    return text.slice(1, -1);
  }
}
