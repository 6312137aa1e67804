import type { BrowserContext, Page, Request } from 'playwright-core';
import { until } from '../../../platform/support/until.js';

/** The path in the address bar before `#`. */
const ROOT = '/';

/** Somebody at a browser, with all that their page has said and sent. */
export class Visitor {
  /** What the page has written to the console, and what broke in it. Violations of the security policy are among it. */
  readonly console: string[] = [];
  /** What the page has sent. */
  readonly requests: Request[] = [];
  #ended = 0;

  private constructor(
    readonly context: BrowserContext,
    readonly page: Page,
    private readonly url: string,
  ) {}

  /** Opens a tab in a profile. */
  static async from(context: BrowserContext, url: string): Promise<Visitor> {
    const visitor = new Visitor(context, await context.newPage(), url);
    visitor.page.on('console', (message) => visitor.console.push(`${message.type()}: ${message.text()}`));
    visitor.page.on('pageerror', (error) => visitor.console.push(`error: ${error.stack}`));
    visitor.page.on('request', (request) => visitor.requests.push(request));
    for (const end of ['requestfinished', 'requestfailed'] as const) {
      visitor.page.on(end as 'requestfinished', () => void (visitor.#ended += 1));
    }
    return visitor;
  }

  /** Opens a page of the portal by its path. */
  async open(path: string): Promise<void> {
    await this.page.goto(`${this.url}${ROOT}#${path}`);
  }

  /** Opens a sign-in link, and waits until it has let one in. */
  async signIn(link: string): Promise<void> {
    await this.page.goto(link);
    await this.page.getByRole('button', { name: 'Sign out' }).waitFor();
  }

  /** A second tab of the same browser. */
  secondTab(): Promise<Visitor> {
    return Visitor.from(this.context, this.url);
  }

  /** The words on the page. */
  async text(): Promise<string> {
    return this.page.locator('body').innerText();
  }

  /** Waits until something whose address holds a text was asked for, and nothing is on its way any more. */
  async hasFetched(text: string): Promise<void> {
    await until(
      () =>
        this.requests.some((request) => request.url().includes(text)) && this.#ended === this.requests.length,
    );
  }

  close(): Promise<void> {
    return this.context.close();
  }
}
