import type { InvocationContext } from 'anthropic-admin-connector';
import { callerOf, type CallerFacts, type Principal } from '../http/request-context.js';
import type { Approval, StoredCaller } from './approval.js';

/** What is stored of who asks; undefined for a call of the platform itself. */
export function storedCallerOf(context: Pick<InvocationContext, 'caller'>): StoredCaller | undefined {
  const facts = callerOf(context);
  if (!facts) return undefined;
  const { door, source, principal } = facts;
  const { roles, permissions, scopes, token, issued } = principal;
  return {
    door,
    ...(source !== undefined && { source }),
    roles,
    permissions,
    scopes,
    ...(token && {
      token: {
        id: token.id,
        name: token.name,
        kind: token.kind,
        ...(token.actions && { actions: [...token.actions] }),
        ...(token.connections && { connections: [...token.connections] }),
        ...(token.addresses && { addresses: token.addresses }),
        expiresAt: token.expiresAt,
        ancestors: token.ancestors,
      },
    }),
    ...(issued?.at !== undefined && { issuedAt: issued.at }),
    ...(issued?.tokenId !== undefined && { tokenId: issued.tokenId }),
  };
}

/** The actors of the persons behind a caller: who made its token, who has rotated it, and with which tokens it was made. */
export function behind(principal: Principal | undefined): string[] {
  const { token } = principal ?? {};
  if (!token) return [];
  const { madeBy, holders = [], ancestors } = token;
  return [...(madeBy === undefined ? [] : [madeBy]), ...holders, ...ancestors];
}

/** The caller of an approval, for a call that the platform makes in its place. */
export function callerAgain(
  { tenantId, requester, body: { caller, requesterType } }: Approval,
  stillAllowed: () => Promise<boolean>,
): CallerFacts | undefined {
  if (!caller) return undefined;
  const { token } = caller;
  const principal: Principal = {
    tenantId,
    actor: { id: requester, type: requesterType as Principal['actor']['type'] },
    roles: caller.roles,
    permissions: caller.permissions,
    scopes: caller.scopes,
    ...(token && {
      token: {
        ...token,
        ...(token.actions && { actions: new Set(token.actions) }),
        ...(token.connections && { connections: new Set(token.connections) }),
      } as NonNullable<Principal['token']>,
    }),
    stillAllowed,
  };
  return { door: caller.door, source: caller.source, principal };
}
