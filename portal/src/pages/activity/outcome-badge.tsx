import type { ReactElement } from 'react';
import { Badge } from '../../ui/badge.js';
import { shownText } from '../../ui/shown-text.js';

/** Outcomes that are the API's or a rule's no, and no fault. */
const EXPECTED: readonly string[] = [
  'limited_operation',
  'action_disabled',
  'policy_denied',
  'approval_required',
];

/** How it ended. */
export function OutcomeBadge({ code }: { readonly code: string | null }): ReactElement {
  if (code === null) return <Badge tone="info">Intended</Badge>;
  if (code === 'ok') return <Badge tone="good">Succeeded</Badge>;
  return <Badge tone={EXPECTED.includes(code) ? 'warn' : 'bad'}>{shownText(code)}</Badge>;
}
