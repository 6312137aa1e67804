import type { BrowserContext, Page, Request } from 'playwright-core';

/** What stands in the address bar before `#`. */
const ROOT = '/';

/** Somebody at a browser, with all that their page has said and sent. */
export class Visitor {
  /** What the page has written to the console, and what broke in it. Violations of the security policy are among it. */
  readonly console: string[] = [];
  /** What the page has sent. */
  readonly requests: Request[] = [];

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

  /** The title of the tab. */
  title(): Promise<string> {
    return this.page.title();
  }

  close(): Promise<void> {
    return this.context.close();
  }
}
