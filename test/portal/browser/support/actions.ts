import type { Locator, Page, Request } from 'playwright-core';

/** Where the list of actions is. */
export const ACTIONS = '/integrations/anthropic/actions';

/** Where one action is. */
export const action = (id: string): string => `${ACTIONS}/${id}`;

/** What one does on the page of an action. */
export const onAction = (page: Page) => ({
  run: page.getByRole('button', { name: /^(Working )?Run( …)?$/ }),
  button: (name: string | RegExp): Locator => page.getByRole('button', { name }),
  field: (name: string | RegExp): Locator => page.getByRole('textbox', { name }),
  picker: (name: string | RegExp): Locator => page.getByRole('combobox', { name }),
  result: page.getByRole('region', { name: 'Result', exact: true }),
  alert: page.getByRole('alert'),
  dialog: page.getByRole('alertdialog').or(page.getByRole('dialog')),
  /** Chooses a record in a picker by what its line says. */
  pick: async (field: string | RegExp, words: string): Promise<void> => {
    await page.getByRole('combobox', { name: field }).click();
    await page.getByRole('option', { name: words }).first().click();
  },
});

/** Whether a request invokes an action. */
export const isInvocationOf =
  (id: string) =>
  (request: Request): boolean =>
    request.method() === 'POST' && request.url().endsWith(`/actions/${id}/invoke`);
