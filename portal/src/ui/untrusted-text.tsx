import type { ReactElement } from 'react';
import { shownParts } from './shown-text.js';

/**
 * User-generated text, such as the name of a workspace: bidi-isolated, with invisible characters escaped. Each
 * escape is isolated as well: the direction of the text would turn it around.
 */
export const UntrustedText = ({ children }: { readonly children: string }): ReactElement => {
  const parts = shownParts(children);
  return (
    <bdi>
      {parts.length === 1
        ? parts
        : parts.map((part, index) =>
            index % 2 === 0 ? (
              part
            ) : (
              <bdi key={index} dir="ltr">
                {part}
              </bdi>
            ),
          )}
    </bdi>
  );
};
