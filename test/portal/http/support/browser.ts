import { REQUEST_ID, type Answer } from '../../../platform/support/boot-platform.js';

/** How a request differs from the usual one: GET without a body. */
export interface Asked {
  readonly method?: string;
  readonly body?: unknown;
  readonly headers?: Record<string, string>;
}

/** What a browser does, as far as sessions go: it keeps cookies, and its page sends the CSRF token. */
export class Browser {
  /** By name: the value, and what else the platform has said of it. */
  readonly cookies = new Map<string, { readonly value: string; readonly attributes: readonly string[] }>();
  csrfToken: string | undefined;

  /** @param url - of the platform, without a slash at its end. */
  constructor(readonly url: string) {}

  /** Sends a request as the page of the platform does; headers given go before its own. */
  async ask(path: string, { method = 'GET', body, headers }: Asked = {}): Promise<Answer> {
    const response = await fetch(`${this.url}${path}`, {
      method,
      redirect: 'manual',
      body: body === undefined ? undefined : JSON.stringify(body),
      headers: {
        'x-request-id': REQUEST_ID,
        'sec-fetch-site': 'same-origin',
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(this.csrfToken === undefined ? {} : { 'x-csrf-token': this.csrfToken }),
        ...(this.cookies.size === 0 ? {} : { cookie: this.cookieHeader }),
        ...headers,
      },
    });
    this.keep(response.headers.getSetCookie());
    return { status: response.status, headers: response.headers, body: read(await response.text()) };
  }

  /** Signs in by a link, as the page does when it is opened. */
  async open(link: string): Promise<Answer> {
    const code = new URLSearchParams(new URL(link).hash.split('?')[1]).get('code');
    const answer = await this.ask('/v1/session', { method: 'POST', body: { code } });
    this.csrfToken = (answer.body as { csrf_token?: string }).csrf_token;
    return answer;
  }

  /** The cookies as they are sent. */
  get cookieHeader(): string {
    return [...this.cookies].map(([name, { value }]) => `${name}=${value}`).join('; ');
  }

  private keep(lines: readonly string[]): void {
    for (const line of lines) {
      const [pair = '', ...attributes] = line.split('; ');
      const [name = '', value = ''] = pair.split('=');
      if (value === '') this.cookies.delete(name);
      else this.cookies.set(name, { value, attributes });
    }
  }
}

function read(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
