import type { Locator, Page } from 'playwright-core';

/** Where the page of the key is. */
export const CONFIGURATION = '/integrations/anthropic/configuration';

/** What one does on the page of the key. */
export const onConfiguration = (page: Page) => ({
  field: page.getByLabel('API Key', { exact: true }),
  button: (name: string): Locator => page.getByRole('button', { name, exact: true }),
  alert: page.getByRole('alert'),
  dialog: page.getByRole('dialog').or(page.getByRole('alertdialog')),
  /** The value beside a name, such as the one of "Organization". */
  fact: (name: string): Locator =>
    page.locator('dt', { hasText: new RegExp(`^${name}$`) }).locator('xpath=../dd'),
  save: async (key: string): Promise<void> => {
    await page.getByLabel('API Key', { exact: true }).fill(key);
    await page.getByRole('button', { name: 'Save', exact: true }).click();
  },
});

/** The saves among what a page has sent. */
export const isSave = (request: { method(): string; url(): string }): boolean =>
  request.method() === 'PUT' && request.url().includes('/connections/');
