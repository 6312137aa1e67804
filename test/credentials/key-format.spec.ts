import { gzipSync } from 'node:zlib';
import {
  ADMIN_KEY_PREFIX,
  ADMIN_KEYS_PAGE,
  KEY_PATTERN,
  OTHER_CREDENTIALS,
  checkKeyFormat,
  redactKeys,
} from 'anthropic-admin-connector/key-format';
import { build } from 'esbuild';

const KEY = `${ADMIN_KEY_PREFIX}01-abcdefghijklmnopqrstuvwxyz0123456789`;

/** The entry as a script for browsers; a Node import would end the build. */
async function bundled(): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents: `export * from 'anthropic-admin-connector/key-format';`, resolveDir: process.cwd() },
    bundle: true,
    conditions: ['workspace-source'],
    format: 'esm',
    minify: true,
    platform: 'browser',
    write: false,
  });
  return outputFiles[0]!.text;
}

it.each([
  KEY,
  `  ${KEY}\n`,
  `\ufeff${KEY}\u200b`,
  `${KEY.slice(0, 9)}\u200b\u00ad${KEY.slice(9)}`,
  `\u00a0\u202a${KEY}\u202c`,
])('accepts an Admin key and returns it without what surrounds it and what nobody sees (%j)', (pasted) => {
  expect(checkKeyFormat(pasted)).toEqual({ ok: true, key: KEY });
});

it.each(OTHER_CREDENTIALS)('names a credential that starts with $prefix', ({ prefix, code, message }) => {
  expect(checkKeyFormat(`${prefix}abcdefghijklmnop`)).toEqual({
    ok: false,
    problem: { code, message, fix: expect.stringContaining(ADMIN_KEYS_PAGE) },
  });
});

it('sends people to platform.claude.com, and says who has no Admin keys', () => {
  const format = checkKeyFormat('');

  expect(format.ok ? '' : format.problem.fix).toMatch(
    /at https:\/\/platform\.claude\.com\/settings\/admin-keys .*individual and Team plans have none\.$/,
  );
});

it('says nothing of other keys that is not true: some call parts of the Admin API', () => {
  const { message } = OTHER_CREDENTIALS.find(({ code }) => code === 'ordinary_api_key')!;

  expect(message).toMatch(/can call parts of the Admin API, but this connector accepts Admin keys only\.$/);
});

it('masks keys in a text, and neither a prefix nor a hint', () => {
  const text = `${KEY} differs from sk-ant-admin... and sk-ant-api03-R2D...igAA`;

  expect(redactKeys(text, { pattern: KEY_PATTERN })).toBe(
    '[redacted] differs from sk-ant-admin... and sk-ant-api03-R2D...igAA',
  );
});

describe('bundled for a browser', () => {
  it('has less than 2.5 KB, gzipped, and imports nothing', async () => {
    const script = await bundled();

    expect(gzipSync(script).length).toBeLessThan(2_560);
    expect(script).not.toMatch(/\bimport\b|\brequire\b|node:/);
  });

  it('gives the result that the server gives', async () => {
    const script = `data:text/javascript,${encodeURIComponent(await bundled())}`;
    const entry = (await import(script)) as { checkKeyFormat: typeof checkKeyFormat };

    for (const pasted of [KEY, '', 'sk-ant-api03-abc', `"${KEY}"`, `${KEY}\u200b`, `${KEY}\u0430`])
      expect(entry.checkKeyFormat(pasted)).toEqual(checkKeyFormat(pasted));
  });
});
