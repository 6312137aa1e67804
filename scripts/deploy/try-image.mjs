/*
 * Runs what deploy/Dockerfile builds, and reaches it through the sample for nginx: over TLS, below a path. Exits with 1 and says
 * what was not as it should be.
 */
import { spawn, spawnSync } from 'node:child_process';
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { generate } from 'selfsigned';
import { freePort } from '../free-port.mjs';
import { runDockerfile, startImage } from './run-dockerfile.mjs';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const HOST = 'tools.example.com';
const START_MS = 60_000;

const folder = await mkdtemp(join(tmpdir(), 'deploy-'));
const ends = [() => rm(folder, { recursive: true, force: true })];
try {
  const image = await runDockerfile(ROOT);
  ends.push(image.remove);
  const [port, tls] = [await freePort(), await freePort()];
  const data = join(folder, 'data');
  const platform = startImage(image, {
    NODE_ENV: 'development',
    HOST: '127.0.0.1',
    PORT: `${port}`,
    DATA_DIR: data,
    PLATFORM_PUBLIC_URL: `https://${HOST}/anthropic`,
    PLATFORM_TRUSTED_PROXIES: '127.0.0.1',
  });
  ends.push(() => ended(platform));
  await until(
    async () => (await fetch(`http://127.0.0.1:${port}/health/live`)).ok,
    'the image did not start',
  );
  const nginx = await startNginx(await nginxConfig({ port, tls }));
  ends.push(() => ended(nginx));

  const ask = (path, options) => get(tls, path, options);
  await until(async () => (await ask('/anthropic/health/live')).status === 200, 'nginx does not reach it');
  expect('the page', (await ask('/anthropic/')).body.includes('<script'), true);
  expect('a path outside', (await ask('/health/live')).status, 404);
  const challenge = await ask('/anthropic/mcp', { method: 'POST' });
  const [, metadata] =
    /resource_metadata="https:\/\/[^/]+([^"]+)"/.exec(challenge.headers['www-authenticate']) ?? [];
  expect('the challenge of MCP', challenge.status, 401);
  expect(
    'the metadata that it names',
    JSON.parse((await ask(metadata)).body).resource,
    `https://${HOST}/anthropic/mcp`,
  );
  expect('the metrics, for this machine', (await ask('/anthropic/metrics')).status, 200);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
  process.exitCode = 1;
} finally {
  for (const end of ends.reverse()) await end();
}

/** The sample in a file that nginx can start with: with ports and certificates of this run, and nothing else changed. */
async function nginxConfig({ port, tls }) {
  const { private: key, cert } = await generate([{ name: 'commonName', value: HOST }]);
  await writeFile(join(folder, 'key'), key, { mode: 0o600 });
  await writeFile(join(folder, 'cert'), cert);
  const sample = await readFile(join(ROOT, 'deploy/nginx/anthropic-admin-platform.conf'), 'utf8');
  const adapted = replaced(sample, [
    ['listen 443', `listen 127.0.0.1:${tls}`],
    ['/etc/ssl/tools.example.com.crt', join(folder, 'cert')],
    ['/etc/ssl/tools.example.com.key', join(folder, 'key')],
    ['127.0.0.1:3001', `127.0.0.1:${port}`],
    ['127.0.0.1:3002', `127.0.0.1:${port}`],
  ]);
  // Its workers run as another user where this runs as root.
  await mkdir(join(folder, 'temporary'));
  await chmod(folder, 0o755);
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    (name) => `${name}_temp_path ${join(folder, 'temporary', name)};`,
  );
  const file = join(folder, 'nginx.conf');
  await writeFile(
    file,
    `daemon off; pid ${join(folder, 'pid')}; error_log stderr; events {}\nhttp { access_log off; ${temporary.join(' ')}\n${adapted}\n}\n`,
  );
  return file;
}

function replaced(text, pairs) {
  return pairs.reduce((done, [from, to]) => {
    if (!done.includes(from)) throw new Error(`The sample for nginx has no "${from}".`);
    return done.replaceAll(from, to);
  }, text);
}

async function startNginx(config) {
  const { status, stderr, error } = spawnSync('nginx', ['-t', '-q', '-c', config], { encoding: 'utf8' });
  if (error) throw new Error("nginx is not installed. Install Debian's package nginx-light.");
  if (status !== 0) throw new Error(stderr);
  return spawn('nginx', ['-q', '-c', config], { stdio: ['ignore', 'ignore', 'inherit'] });
}

/** A request through nginx, whose certificate is not of an authority. */
const get = (port, path, { method = 'GET' } = {}) =>
  new Promise((resolve, reject) => {
    const options = {
      host: '127.0.0.1',
      port,
      path,
      method,
      headers: { host: HOST },
      rejectUnauthorized: false,
    };
    request(options, (response) => {
      let body = '';
      response.setEncoding('utf8').on('data', (chunk) => (body += chunk));
      response.on('end', () => resolve({ status: response.statusCode, headers: response.headers, body }));
    })
      .on('error', reject)
      .end();
  });

function expect(what, found, expected) {
  if (found !== expected) throw new Error(`Through nginx, ${what}: ${found}, and not ${expected}.`);
}

async function until(look, problem) {
  for (const end = Date.now() + START_MS; Date.now() < end; await wait(200)) {
    if (await look().catch(() => false)) return;
  }
  throw new Error(`Within ${START_MS / 1000} s ${problem}.`);
}

function ended(child) {
  if (child.exitCode !== null || child.signalCode !== null) return undefined;
  const closed = new Promise((resolve) => child.once('close', resolve));
  child.kill('SIGTERM');
  return closed;
}
