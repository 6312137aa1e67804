/*
 * `npm run check:size`: how much JavaScript is fetched in all before each part of the page shows, gzipped; fails over the
 * limits: one for what must be there before a page shows, one for the parts that it shows without at first.
 */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { buildWhenStale } from './build-when-stale.mjs';

const FIRST_LIMIT = 250 * 1024;
const LATER_LIMIT = 310 * 1024;
const SHOWN_WITHOUT = ['src/pages/actions/form/input-form.tsx'];
const DIST = new URL('../portal/dist/', import.meta.url);

buildWhenStale(['portal']);
const manifest = JSON.parse(readFileSync(new URL('.vite/manifest.json', DIST), 'utf8'));
const entry = Object.keys(manifest).find((name) => manifest[name].isEntry);

const loads = waysFrom(entry)
  .map((way) => ({
    part: way.at(-1),
    bytes: gzipped(filesOf(way)),
    limit: SHOWN_WITHOUT.includes(way.at(-1)) ? LATER_LIMIT : FIRST_LIMIT,
  }))
  .sort((one, other) => other.bytes - one.bytes);
for (const { part, bytes, limit } of loads) {
  process.stdout.write(`${kilobytes(bytes)} of ${limit / 1024} KB  ${part}\n`);
  if (bytes <= limit) continue;
  process.stderr.write(`${part} is too large. Import what only one part needs in that part, and lazily.\n`);
  process.exitCode = 1;
}

/** Each chunk that is fetched later, with those that lead to it. */
function waysFrom(...way) {
  const later = manifest[way.at(-1)].dynamicImports ?? [];
  return later
    .filter((name) => !way.includes(name))
    .flatMap((name) => [[...way, name], ...waysFrom(...way, name)]);
}

/** The scripts of some chunks and of all that they import at once. */
function filesOf(names, seen = new Set()) {
  for (const name of names) {
    if (seen.has(name)) continue;
    seen.add(name);
    filesOf(manifest[name].imports ?? [], seen);
  }
  return [...seen].map((name) => fileURLToPath(new URL(manifest[name].file, DIST)));
}

function gzipped(files) {
  return files.reduce((sum, file) => sum + gzipSync(readFileSync(file)).length, 0);
}

function kilobytes(bytes) {
  return (bytes / 1024).toFixed(1).padStart(6);
}
