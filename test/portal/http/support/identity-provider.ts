import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Configuration } from 'oidc-provider';

/** A real issuer on a real socket, whose users sign in without being asked. */
export interface IdentityProvider {
  readonly url: string;
  /** Claims of the user, in addition to `sub`; may be changed. */
  claims: Record<string, unknown>;
  /** Claims that the user info has beside those. */
  infoClaims: Record<string, unknown>;
  /** Whether the person refuses to be signed in. */
  refuses: boolean;
  /** The paths that were asked for. */
  readonly asked: string[];
  /** Goes through the issuer as a browser does, and answers where it sends the browser in the end. */
  visit(url: string): Promise<string>;
  close(): Promise<void>;
}

/** What is registered at the issuer. */
export interface Registered {
  readonly redirectUri: string;
  readonly clientId?: string;
  /** A public client has none. */
  readonly clientSecret?: string;
  /** How the client shows its secret; in the header if omitted. */
  readonly secretIn?: 'client_secret_post' | 'client_secret_basic';
  /** Whether the ID token has the claims, or the user info alone. */
  readonly inIdToken?: boolean;
  /** A free port by default. */
  readonly port?: number;
  /** The name of this machine in the issuer's URL. */
  readonly host?: string;
}

/** The subject of the user. */
export const SUBJECT = 'ada';

/** Starts an issuer that knows one client. */
export async function bootIdentityProvider(registered: Registered): Promise<IdentityProvider> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(registered.port ?? 0, '127.0.0.1', resolve));
  const { host = '127.0.0.1' } = registered;
  const url = `http://${host}:${(server.address() as AddressInfo).port}`;
  const issuer: IdentityProvider = {
    url,
    claims: { tenantId: 'acme', permissions: ['anthropic:*'], roles: ['admin'] },
    infoClaims: {},
    refuses: false,
    asked: [],
    visit: (from) => visit(url, from),
    close: () => end(server),
  };
  const provider = await quietly(async () => {
    const { default: Provider } = await import('oidc-provider');
    return new Provider(url, configurationOf(issuer, registered));
  });
  const handle = provider.callback();
  server.on('request', (request, response) => {
    const { pathname } = new URL(request.url ?? '', url);
    issuer.asked.push(pathname);
    const result = issuer.refuses ? { error: 'access_denied' } : { login: { accountId: SUBJECT } };
    void (pathname.startsWith('/interaction/')
      ? provider.interactionFinished(request, response, result)
      : handle(request, response));
  });
  return issuer;
}

function configurationOf(
  issuer: IdentityProvider,
  { redirectUri, clientId = 'portal', clientSecret, secretIn, inIdToken = true }: Registered,
): Configuration {
  return {
    clients: [
      {
        client_id: clientId,
        redirect_uris: [redirectUri],
        ...(clientSecret === undefined
          ? { token_endpoint_auth_method: 'none' }
          : { client_secret: clientSecret, token_endpoint_auth_method: secretIn ?? 'client_secret_basic' }),
      },
    ],
    ...(secretIn === undefined ? {} : { clientAuthMethods: [secretIn] }),
    pkce: { required: () => true },
    conformIdTokenClaims: !inIdToken,
    claims: { openid: ['sub'], profile: ['tenantId', 'permissions', 'roles'] },
    ttl: { Interaction: 60, Grant: 60, Session: 60, AccessToken: 60, IdToken: 60 },
    scopes: ['openid', 'profile', 'email'],
    features: { devInteractions: { enabled: false } },
    cookies: { keys: ['a key of the tests'] },
    findAccount: (_, accountId) => ({
      accountId,
      claims: async (use) => ({
        sub: accountId,
        ...issuer.claims,
        ...(use === 'userinfo' ? issuer.infoClaims : {}),
      }),
    }),
    loadExistingGrant: async ({ oidc }) => {
      const grant = new oidc.provider.Grant({
        clientId: oidc.client?.clientId,
        accountId: oidc.session?.accountId,
      });
      grant.addOIDCScope('openid profile email');
      await grant.save();
      return grant;
    },
  };
}

/** It warns of everything that is right for a test: new keys, no storage, an old Node. */
async function quietly<Made>(make: () => Promise<Made>): Promise<Made> {
  const muted = (['warn', 'info'] as const).map((name) =>
    jest.spyOn(console, name).mockImplementation(() => {}),
  );
  try {
    return await make();
  } finally {
    for (const spy of muted) spy.mockRestore();
  }
}

async function visit(origin: string, from: string): Promise<string> {
  const cookies = new Map<string, string>();
  let at = from;
  while (at.startsWith(origin)) {
    const cookie = [...cookies].map((pair) => pair.join('=')).join('; ');
    const response = await fetch(at, { redirect: 'manual', headers: { cookie } });
    const body = await response.text();
    for (const line of response.headers.getSetCookie()) {
      const [name = '', value = ''] = (line.split('; ')[0] ?? '').split('=');
      if (value === '') cookies.delete(name);
      else cookies.set(name, value);
    }
    const to = response.headers.get('location');
    if (to === null)
      throw new Error(`the issuer shows a page in place of going on: ${response.status} ${body}`);
    at = new URL(to, at).href;
  }
  return at;
}

const end = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
