import type { ActionDescription } from 'anthropic-admin-connector';

/** The actions that can be run with an Admin key: documents that others act on hold no others. */
export const offered = (catalogue: readonly ActionDescription[]): readonly ActionDescription[] =>
  catalogue.filter(({ available }) => available);
