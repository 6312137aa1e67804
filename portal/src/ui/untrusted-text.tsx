import type { ReactElement } from 'react';
import { shownText } from './shown-text.js';

/** User-generated text, such as the name of a workspace: bidi-isolated, with invisible characters escaped. */
export const UntrustedText = ({ children }: { readonly children: string }): ReactElement => (
  <bdi>{shownText(children)}</bdi>
);
