import { detailsOf } from '../audit/details.js';
import type { AuditFacts } from '../audit/entry.js';
import { plainText } from '../security/text.js';
import type { SwitchedBy } from './switch-board.js';
import type { SwitchChange, SwitchOwner } from './switch-store.js';

/** The moving of switches, as the audit tells of it. */
export const switchFacts = (
  { tenantId, connector }: SwitchOwner,
  { readOnly, off, on, onlyThese }: SwitchChange,
  { actorId, actorType, requestId }: SwitchedBy,
): AuditFacts => ({
  tenantId,
  kind: 'setting',
  action: 'switches.moved',
  actorId: plainText(actorId),
  actorType: actorType ?? null,
  connection: null,
  code: 'ok',
  requestId: plainText(requestId),
  upstreamRequestId: null,
  durationMs: null,
  details: detailsOf({ connector, readOnly, off, on, onlyThese }),
});
