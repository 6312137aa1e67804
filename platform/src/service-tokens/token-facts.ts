import { detailsOf } from '../audit/details.js';
import type { AuditFacts } from '../audit/entry.js';
import { plainText, plainTextOrNull } from '../security/text.js';
import type { StoredToken } from './token-row.js';

/** Who makes, rotates or revokes; all undefined for the operator. */
export interface DoneBy {
  readonly actorId?: string | undefined;
  readonly actorType?: string | undefined;
  readonly requestId?: string | undefined;
}

/** What happens to a token, as the audit names it. */
export type TokenEvent = 'made' | 'rotated' | 'ended';

/** The audit entry of what happens to a token; never the token itself. */
export const tokenFacts = (
  event: TokenEvent,
  token: Pick<StoredToken, 'id' | 'tenantId' | 'name'> & Partial<StoredToken>,
  { actorId, actorType, requestId }: DoneBy,
  more: Readonly<Record<string, string | number>> = {},
): AuditFacts => ({
  tenantId: token.tenantId,
  kind: 'setting',
  action: `service_tokens.${event}`,
  actorId: plainTextOrNull(actorId),
  actorType: actorType ?? null,
  connection: null,
  code: 'ok',
  requestId: plainTextOrNull(requestId),
  upstreamRequestId: null,
  durationMs: null,
  details: detailsOf({
    id: token.id,
    name: plainText(token.name),
    ...(event === 'ended' ? {} : grantOf(token as StoredToken)),
    ...more,
    by: actorId === undefined ? 'operator' : undefined,
  }),
});

/** The list of a preset is as long as the catalogue: the entry has its name. */
const grantOf = ({
  kind,
  preset,
  permissions,
  actions,
  connections,
  addresses,
  expiresAt,
}: StoredToken): AuditFacts['details'] => ({
  kind,
  permissions,
  ...(preset === null ? { actions } : { preset }),
  connections,
  addresses,
  expiresAt,
});
