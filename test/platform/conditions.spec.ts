import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bootPlatform, type BootedPlatform } from './support/boot-platform.js';

let platform: BootedPlatform;
let portalFolder: string;
beforeAll(async () => {
  portalFolder = await mkdtemp(join(tmpdir(), 'anthropic-admin-portal-'));
  await writeFile(join(portalFolder, 'index.html'), '<!doctype html><title>Portal</title>');
  platform = await bootPlatform({ portalFolder });
});
afterAll(async () => {
  await platform.close();
  await rm(portalFolder, { recursive: true, force: true });
});

it.each([
  ['if-match', '"another"', 412],
  ['if-unmodified-since', 'Thu, 01 Jan 1970 00:00:00 GMT', 412],
  ['range', 'bytes=9999-', 416],
])('tells a caller that the page cannot meet the header %s', async (name, value, expected) => {
  const { status, body } = await platform.call('//', { headers: { [name]: value } });

  expect(status).toBe(expected);
  expect(body).toMatchObject({ status: expected, code: 'malformed_request', error: { blame: 'caller' } });
  expect(platform.log.filter((line) => line.startsWith('{"level":"error"'))).toEqual([]);
});
