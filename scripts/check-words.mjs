/* Checks Markdown for expressions to avoid (words.config.mjs): node scripts/check-words.mjs */
import { readFile, readdir, stat } from 'node:fs/promises';
import { AVOID, PROSE } from '../words.config.mjs';

const ROOT = new URL('..', import.meta.url);
const PATTERN = new RegExp(`\\b(?:${Object.keys(AVOID).join('|')})\\b`, 'gi');

const files = (await Promise.all(PROSE.map(markdownIn))).flat();
const findings = (await Promise.all(files.map(findingsIn))).flat();
if (findings.length > 0) {
  process.stderr.write(`${findings.join('\n')}\n`);
  process.exitCode = 1;
}

async function markdownIn(path) {
  if ((await stat(new URL(path, ROOT))).isFile()) return [path];
  const names = await readdir(new URL(`${path}/`, ROOT), { recursive: true });
  return names.filter((name) => name.endsWith('.md')).map((name) => `${path}/${name}`);
}

async function findingsIn(path) {
  const text = await readFile(new URL(path, ROOT), 'utf8');
  return text
    .split('\n')
    .flatMap((line, index) =>
      [...line.matchAll(PATTERN)].map(
        ([word]) => `${path}:${index + 1}: "${word}": use ${AVOID[word.toLowerCase()]}`,
      ),
    );
}
