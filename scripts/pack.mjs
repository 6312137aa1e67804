/* Packs the packages as they are published, from a clean copy of their sources. */
import { execFile, execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** What is packed, or has a part in it. */
const SOURCES = [
  '*.md',
  'LICENSE',
  '*.json',
  'src',
  'scripts/build-package.mjs',
  'scripts/build-package',
  'simulator',
  'focus-lint',
];

/** The folders of the packages. */
const PACKAGES = { connector: '.', simulator: 'simulator', 'focus-lint': 'focus-lint' };

/**
 * The tarballs of the packages with what npm reports of them: `{ connector: { path, files, packedBytes, unpackedBytes },
 * simulator: { … }, … }`. They are made once for each state of the sources and kept in the temporary folder of the system.
 * @throws Error where a build fails.
 */
export async function pack() {
  const sources = sourceFiles();
  const kept = join(tmpdir(), 'anthropic-admin-connector-packed', fingerprintOf(sources));
  if (!existsSync(kept)) await packInto(kept, sources);
  const report = JSON.parse(readFileSync(join(kept, 'report.json'), 'utf8'));
  return Object.fromEntries(
    Object.entries(report).map(([name, { path, ...rest }]) => [name, { path: join(kept, path), ...rest }]),
  );
}

/** Files that git tracks or would take, so the output of a build is not among them. */
function sourceFiles() {
  const command = ['ls-files', '-z', '--cached', '--others', '--exclude-standard', '--', ...SOURCES];
  const files = execFileSync('git', command, { cwd: ROOT, encoding: 'utf8' }).split('\0');
  return files.filter((path) => path !== '' && existsSync(join(ROOT, path))).sort();
}

function fingerprintOf(files) {
  const hash = createHash('sha256');
  for (const path of files)
    hash
      .update(path)
      .update('\0')
      .update(readFileSync(join(ROOT, path)));
  return hash.digest('hex').slice(0, 16);
}

async function packInto(kept, sources) {
  const copy = mkdtempSync(join(tmpdir(), 'anthropic-admin-connector-copy-'));
  const tarballs = join(copy, 'tarballs');
  try {
    for (const path of sources) cpSync(join(ROOT, path), join(copy, path));
    symlinkSync(join(ROOT, 'node_modules'), join(copy, 'node_modules'));
    mkdirSync(tarballs);
    const packed = Object.entries(PACKAGES).map(async ([name, folder]) => [
      name,
      await packOne(join(copy, folder), tarballs),
    ]);
    writeFileSync(
      join(tarballs, 'report.json'),
      JSON.stringify(Object.fromEntries(await Promise.all(packed))),
    );
    mkdirSync(join(kept, '..'), { recursive: true });
    // Renamed, so another process finds all of it or nothing.
    if (!existsSync(kept)) renameSync(tarballs, kept);
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

async function packOne(folder, destination) {
  const command = ['pack', '--json', '--pack-destination', destination];
  const { stdout } = await promisify(execFile)('npm', command, { cwd: folder });
  const [{ filename, entryCount, size, unpackedSize }] = JSON.parse(stdout.slice(stdout.indexOf('[')));
  return { path: filename, files: entryCount, packedBytes: size, unpackedBytes: unpackedSize };
}
