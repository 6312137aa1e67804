import { execSync } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { format, resolveConfig } from 'prettier';

const README = new URL('README.md', import.meta.url);

/** Stores the result of a benchmark with its commit and Node version, and updates its table in the README. */
export async function keep(name, result, rows) {
  const commit = execSync('git rev-parse --short HEAD', { encoding: 'utf8' }).trim();
  const whole = { commit, node: process.version, cores: cpus().length, ...result };
  const file = new URL(`results/${name}.json`, import.meta.url);
  await writeFile(file, `${JSON.stringify(whole, null, 2)}\n`);
  const place = new RegExp(`(?<=<!-- ${name} -->\n).*?(?=<!-- end -->)`, 's');
  const text = (await readFile(README, 'utf8')).replace(place, `\n${tableOf(rows)}\n\n`);
  const options = { ...(await resolveConfig(README)), parser: 'markdown' };
  await writeFile(README, await format(text, options));
}

function tableOf(rows) {
  const names = Object.keys(rows[0]);
  const lines = [names, names.map(() => '---'), ...rows.map((row) => names.map((name) => row[name]))];
  return lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}
