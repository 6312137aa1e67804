/* How long it takes to search a large response for the key, beside parsing it: npm run bench:key-search */
import { SecretString } from 'anthropic-admin-connector';
import { DEMO_ADMIN_KEY } from 'anthropic-admin-simulator';

const RUNS = 7;
const members = Array.from({ length: 200_000 }, (_, nth) => ({ id: `user_${nth}`, name: `Name ${nth}` }));
const text = JSON.stringify(members);
const secret = new SecretString(DEMO_ADMIN_KEY);

/** The shortest of several runs, in milliseconds. */
function shortest(work) {
  const times = Array.from({ length: RUNS }, () => {
    const started = performance.now();
    work();
    return performance.now() - started;
  });
  return Math.min(...times);
}

const parse = shortest(() => JSON.parse(text));
const search = shortest(() => secret.isRepeatedIn(text));
console.log(
  `${(text.length / 1e6).toFixed(1)} MB: parse ${parse.toFixed(1)} ms, search ${search.toFixed(1)} ms, ${(search / parse).toFixed(2)} x`,
);
