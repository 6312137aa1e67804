import type { Plugin } from 'vite';

/** The words of React Aria in every language but English. */
const OTHER_LANGUAGES =
  /\/react-(?:aria|aria-components|stately)\/dist\/.*\/intl\/[^/]+\/(?!en-US)[a-z]{2}-[A-Z]{2}\.m?js$/;

/** Leaves the words of other languages out: the page is English, and its components must not say a part in another. */
export const englishOnly = (): Plugin => ({
  name: 'english-only',
  enforce: 'pre',
  load: (id) => (OTHER_LANGUAGES.test(id) ? 'export default undefined;' : undefined),
});
