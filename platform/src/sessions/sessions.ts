import type { Request, Response } from 'express';
import type { AuditChain } from '../audit/audit-chain.js';
import type { SessionAuthenticator } from '../auth/auth.guard.js';
import type { Issued, Revocations } from '../auth/token-verifier.js';
import type { Tenants } from '../tenants/tenants.js';
import { localsOf, type Principal } from '../http/request-context.js';
import { requireOwnPage } from './csrf.js';
import { PrivateCookie } from './private-cookie.js';
import { sessionFacts, type SignInWay } from './session-facts.js';
import { sessionEnded } from './session-problems.js';
import { SESSION_MS, type Session, type SessionStore } from './session-store.js';

/** Signs people in and out with a cookie, and identifies the caller of a request by it. */
export class Sessions implements SessionAuthenticator {
  readonly #cookie: PrivateCookie;

  /** @param publicUrl - where browsers reach the platform. */
  constructor(
    private readonly store: SessionStore,
    private readonly audit: Pick<AuditChain, 'append'>,
    private readonly publicUrl: URL | undefined,
    private readonly revocations: Pick<Revocations, 'isRevoked'>,
    private readonly tenants: Pick<Tenants, 'requireEnabled'>,
  ) {
    this.#cookie = new PrivateCookie('portal_session', publicUrl, { sameSite: 'strict' });
  }

  /**
   * Signs a person in, which ends the previous session of the browser.
   * @throws PlatformError tenant_disabled; Error where the audit cannot be written. No one is signed in then.
   */
  async signIn(request: Request, response: Response, principal: Principal, way: SignInWay): Promise<Session> {
    const { requestId } = localsOf(response);
    await this.tenants.requireEnabled(principal.tenantId);
    await this.audit.append(sessionFacts('signed_in', principal, { requestId, way }));
    const before = this.#cookie.read(request);
    if (before !== undefined) await this.store.close(before);
    const { secret, session } = await this.store.open(principal);
    this.#cookie.set(response, secret);
    return session;
  }

  /** The session that a request belongs to; undefined if there is none, or it was opened before a revocation. */
  async of(request: Pick<Request, 'headers'>): Promise<Session | undefined> {
    const secret = this.#cookie.read(request);
    const session = secret === undefined ? undefined : await this.store.find(secret);
    return session && ((await this.revocations.isRevoked(issuedFor(session))) ? undefined : session);
  }

  /**
   * The caller of a request, by its cookie; undefined if it has none.
   * @throws PlatformError unauthenticated where the session has ended, csrf_refused where another site may have sent
   * it.
   */
  async principalOf(request: Request): Promise<Principal | undefined> {
    const secret = this.#cookie.read(request);
    if (secret === undefined) return undefined;
    const session = await this.of(request);
    if (!session) throw sessionEnded();
    requireOwnPage(request, session.csrfToken, this.publicUrl);
    const stillAllowed = async (): Promise<boolean> =>
      (await this.store.isOpen(secret)) && !(await this.revocations.isRevoked(issuedFor(session)));
    return { ...session.principal, issued: { at: issuedFor(session).issuedAt }, stillAllowed };
  }

  /**
   * Signs the current person out.
   * @throws PlatformError csrf_refused
   */
  async signOut(request: Request, response: Response): Promise<void> {
    const session = await this.of(request);
    if (session) {
      requireOwnPage(request, session.csrfToken, this.publicUrl);
      const { requestId } = localsOf(response);
      await this.store.close(this.#cookie.read(request) ?? '');
      await this.audit.append(sessionFacts('signed_out', session.principal, { requestId }));
    }
    this.#cookie.clear(response);
  }
}

/** Revocations end the sessions that they find; a row that is put back later, or that was just being written, is refused by its age. */
const issuedFor = ({ principal: { tenantId, actor }, expiresAt }: Session): Issued => ({
  tenantId,
  subject: actor.id,
  issuedAt: Date.parse(expiresAt) - SESSION_MS,
});
