import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { bootPlatform, type BootedPlatform } from '../platform/support/boot-platform.js';

const ROOT = join(import.meta.dirname, '../..');

const read = (path: string): Promise<string> => readFile(join(ROOT, path), 'utf8');

/** Every sample, by its path. */
async function samples(): Promise<[path: string, text: string][]> {
  const names = await readdir(join(ROOT, 'deploy'), { recursive: true, withFileTypes: true });
  const paths = names.filter((entry) => entry.isFile() && !entry.name.endsWith('.md'));
  return Promise.all(
    paths.map(
      async ({ parentPath, name }) => [name, await readFile(join(parentPath, name), 'utf8')] as const,
    ),
  ) as Promise<[string, string][]>;
}

/** The variables that the documentation explains. */
async function documented(): Promise<Set<string>> {
  const texts = await Promise.all(['README.md', 'platform/README.md', 'docs/operations.md'].map(read));
  return new Set(texts.join('\n').match(/\b[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+\b/g));
}

const OURS = /^(?:PLATFORM|PORTAL|ANTHROPIC|CREDENTIAL|DATABASE|CONNECTION|SHUTDOWN|AUDIT|MCP)_[A-Z0-9_]+$/;

let platform: BootedPlatform;

beforeAll(async () => {
  platform = await bootPlatform();
});
afterAll(() => platform.close());

test('the samples set only variables that the platform has', async () => {
  const known = await documented();

  const used = (await samples()).flatMap(([name, text]) =>
    (text.match(/\b[A-Z][A-Z0-9_]+\b/g) ?? [])
      .filter((word) => OURS.test(word))
      .map((word) => `${name}: ${word}`),
  );

  expect(used.length).toBeGreaterThan(10);
  expect(used.filter((one) => !known.has(one.split(': ')[1]!))).toEqual([]);
});

test('the probes of the samples ask for what there is', async () => {
  const paths = new Set(
    (await samples()).flatMap(([, text]) => text.match(/\/(?:health\/\w+|metrics)\b/g) ?? []),
  );

  expect([...paths].toSorted()).toEqual(['/health/live', '/health/ready', '/metrics']);
  for (const path of paths) expect((await fetch(new URL(path, platform.url))).status).toBe(200);
});
