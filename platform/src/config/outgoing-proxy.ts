import { EnvHttpProxyAgent, setGlobalDispatcher } from 'undici';
import { optional, readEnvironment, secret } from './environment.js';

const PROXY = secret(
  optional(proxyUrl, { desc: 'the http or https URL of a proxy', example: 'http://proxy.example.com:3128' }),
);

/**
 * Sends the platform's own https requests, such as those for the keys of an identity provider, through the proxy of `HTTPS_PROXY`,
 * except to hosts of `NO_PROXY`. Those to the API do so by themselves.
 * @throws SettingsError where the variable is not a URL
 */
export function useOutgoingProxy(env: NodeJS.ProcessEnv): void {
  const { HTTPS_PROXY, https_proxy: lower } = readEnvironment(
    { HTTPS_PROXY: PROXY, https_proxy: PROXY },
    env,
  );
  const httpsProxy = HTTPS_PROXY ?? lower;
  // An empty text, because the agent would use the proxy of HTTP_PROXY for plain http.
  if (httpsProxy !== undefined) setGlobalDispatcher(new EnvHttpProxyAgent({ httpsProxy, httpProxy: '' }));
}

function proxyUrl(text: string): string | undefined {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol) ? text : undefined;
}
