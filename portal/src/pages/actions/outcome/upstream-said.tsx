import type { ReactElement } from 'react';
import { Disclosure } from '../../../ui/disclosure.js';
import { Facts } from '../../../ui/facts.js';
import { labelOf } from '../form/labels.js';
import { Value } from './value.js';

/** What Anthropic itself said, for whoever asks its support. */
export const UpstreamSaid = ({
  upstream,
}: {
  readonly upstream: Readonly<Record<string, unknown>>;
}): ReactElement => (
  <Disclosure title="What Anthropic said">
    <Facts
      facts={Object.entries(upstream).map(([name, value]) => [
        labelOf(name),
        <Value key={name} value={value} />,
      ])}
    />
  </Disclosure>
);
