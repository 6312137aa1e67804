import type { ReactElement } from 'react';
import { shownText } from './shown-text.js';

/** Text that others wrote, such as the name of a workspace: isolated, and with nothing hidden in it. */
export const ForeignText = ({ children }: { readonly children: string }): ReactElement => (
  <bdi>{shownText(children)}</bdi>
);
