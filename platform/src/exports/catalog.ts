import type { Exporter } from './exporter.js';
import { jsonText } from './json-text.js';

/** Everything that the connector tells of itself. */
export const catalog: Exporter = {
  description:
    'Everything known of every action, those included that the API or an Admin key does not offer.',
  mediaType: 'application/json',
  write: ({ manifest, catalogue }) => jsonText({ manifest, actions: catalogue }),
};
