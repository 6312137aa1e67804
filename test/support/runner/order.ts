/**
 * The test files that take longest, in this order: they start first, so that none of them runs on alone at the end. Jest
 * would order by the durations of the run before, which a fresh machine does not know, and by the size of the files.
 */
const LONGEST = [
  'package/',
  'hosts/',
  'soak/hostile',
  'soak/kill',
  'platform/start',
  'portal/browser/actions-run',
  'mcp/stdio',
  'docs/',
  'admin/',
  'portal/browser/',
  'e2e/generated-input',
  'mcp/in-flight',
  'fuzz/every-route',
  'e2e/canary',
  'drop-in/errors',
  'database/audit-http',
  'soak/withdrawn',
  'soak/two-processes',
  'actions/catalog',
  'contract/drift',
  'mcp/every-tool',
  'simulator/rate-limits',
];

/** Sorts test files, the longest first; the others keep their order. */
export function longestFirst<Test extends { readonly path: string }>(tests: readonly Test[]): Test[] {
  const rankOf = ({ path }: Test): number => {
    const rank = LONGEST.findIndex((part) => path.includes(`/test/${part}`));
    return rank < 0 ? LONGEST.length : rank;
  };
  return [...tests].sort((one, other) => rankOf(one) - rankOf(other));
}
