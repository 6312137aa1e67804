/** The page on all actions, as Markdown. */
export function renderActions(actions: readonly object[]): string;
