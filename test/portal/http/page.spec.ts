import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { bootPlatform, REQUEST_ID, type BootedPlatform } from '../../platform/support/boot-platform.js';
import { problem } from '../../platform/support/problems.js';

const PAGE = '<!doctype html><script type="module" src="./assets/index-Ab12.js"></script>';
const CSP = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "form-action 'self'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
  "require-trusted-types-for 'script'",
].join(';');

let portalFolder: string;
let platform: BootedPlatform;

beforeAll(async () => {
  portalFolder = mkdtempSync(join(tmpdir(), 'portal-'));
  mkdirSync(join(portalFolder, 'assets'));
  writeFileSync(join(portalFolder, 'index.html'), PAGE);
  writeFileSync(join(portalFolder, 'assets', 'index-Ab12.js'), 'export {};');
  writeFileSync(join(portalFolder, 'secret.txt'), 'not for anybody');
  platform = await bootPlatform({ portalFolder });
});
afterAll(async () => {
  await platform.close();
  rmSync(portalFolder, { recursive: true });
});

const get = (path: string, method = 'GET'): Promise<Response> =>
  fetch(`${platform.url}${path}`, { method, headers: { 'x-request-id': REQUEST_ID } });

/** Sends a path as it is; fetch would resolve it. */
const rawStatus = (path: string): Promise<number | undefined> =>
  new Promise((resolve, reject) => {
    request(`${platform.url}`, { path }, (response) => {
      text(response).then(() => resolve(response.statusCode), reject);
    })
      .on('error', reject)
      .end();
  });

it('serves the page at the root to anybody, kept by no cache, under a policy without inline scripts', async () => {
  const response = await get('/');

  expect([response.status, await response.text()]).toEqual([200, PAGE]);
  expect(Object.fromEntries(response.headers)).toMatchObject({
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
    'content-security-policy': CSP,
    'referrer-policy': 'no-referrer',
    'permissions-policy': expect.stringContaining('camera=()'),
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'cross-origin-opener-policy': 'same-origin',
    'x-request-id': REQUEST_ID,
  });
});

it('serves files whose names change with their content, to be kept for ever', async () => {
  const response = await get('/assets/index-Ab12.js');

  expect([response.status, await response.text()]).toEqual([200, 'export {};']);
  expect(Object.fromEntries(response.headers)).toMatchObject({
    'content-type': expect.stringMatching(/^text\/javascript/),
    'cache-control': 'public, max-age=31536000, immutable',
    'content-security-policy': CSP,
  });
});

it('answers HEAD as a GET without its body', async () => {
  const response = await get('/', 'HEAD');

  expect([response.status, await response.text()]).toEqual([200, '']);
  expect(response.headers.get('content-length')).toBe(String(PAGE.length));
});

it.each([
  ['a file that is not there', '/assets/index-Zz99.js'],
  ['a folder', '/assets/'],
  ['a file beside the page', '/secret.txt'],
  ['a file beside the page, by way of the assets', '/assets/../secret.txt'],
  ['the same, encoded', '/assets/%2e%2e/secret.txt'],
  ['the same, encoded whole', '/assets/..%2fsecret.txt'],
  ['the same with backslashes', '/assets/..\\secret.txt'],
  ['a path of some page', '/activity'],
  ['another host', '//example.com/assets/index-Ab12.js'],
])('answers 404 to %s', async (_, path) => {
  expect(await rawStatus(path)).toBe(404);
});

it('answers other methods as it does an unknown route', async () => {
  const response = await get('/', 'POST');

  expect([response.status, await response.json()]).toMatchObject([404, { code: 'unknown_route' }]);
});

it('leaves the API its own headers', async () => {
  const { headers } = await get('/v1/session');

  expect(headers.get('content-security-policy')).toBe(
    "default-src 'none';frame-ancestors 'none';base-uri 'none';form-action 'none'",
  );
});

it('says how the page is built where it has not been, and serves it as soon as it is', async () => {
  const later = join(portalFolder, 'later');
  const unbuilt = await bootPlatform({ portalFolder: later });

  const before = await unbuilt.call('//');
  mkdirSync(later);
  writeFileSync(join(later, 'index.html'), PAGE);
  const after = await fetch(unbuilt.url);
  await unbuilt.close();

  expect([before.status, before.body]).toEqual([
    404,
    problem(404, 'Unknown route', {
      code: 'unknown_route',
      blame: 'caller',
      message: 'The portal has not been built.',
      fix: 'Run npm run build, or start with npm start, which builds what is missing. The API works without it.',
      retry: { allowed: false },
    }),
  ]);
  expect(after.status).toBe(200);
});
