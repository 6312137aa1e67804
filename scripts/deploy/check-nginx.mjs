/*
 * Replaces two servers one by one behind the sample for nginx, and fails where a request meanwhile is not answered. The sample is used
 * as it is, but for its addresses, its certificate and the right to bind to port 443.
 */
import { spawn, execFileSync } from 'node:child_process';
import { createServer } from 'node:http';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '../free-port.mjs';

const SAMPLE = new URL('../../deploy/nginx/anthropic-admin-platform.conf', import.meta.url);
const METHODS = ['GET', 'POST', 'PUT', 'DELETE'];

const folder = await mkdtemp(join(tmpdir(), 'nginx-'));
const ports = [await freePort(), await freePort()];
const front = await freePort();
let servers = [];
let nginx;
try {
  servers = await Promise.all(ports.map(listen));
  nginx = await startNginx();
  const lost = await ask();
  for (const [index, port] of ports.entries()) {
    await stop(servers[index]);
    lost.push(...(await ask()));
    servers[index] = await listen(port);
    lost.push(...(await ask()));
  }
  if (lost.length > 0)
    throw new Error(`Requests were lost while servers were replaced: ${[...new Set(lost)].join(', ')}.`);
  const path = await text('GET', '/anthropic/v1/x?y=1');
  if (path !== '200 /v1/x?y=1') throw new Error(`The path reaches the platform otherwise: ${path}.`);
} catch (error) {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
} finally {
  if (nginx?.exitCode === null && nginx.kill()) await once(nginx, 'exit');
  await Promise.all(servers.map(stop));
  await rm(folder, { recursive: true, force: true });
}

async function startNginx() {
  const file = (name) => join(folder, name);
  execFileSync(
    'openssl',
    ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-subj', '/CN=tools.example.com'].concat([
      '-keyout',
      file('key'),
      '-out',
      file('crt'),
    ]),
    { stdio: 'ignore' },
  );
  const sample = (await readFile(SAMPLE, 'utf8'))
    .replace('127.0.0.1:3001', `127.0.0.1:${ports[0]}`)
    .replace('127.0.0.1:3002', `127.0.0.1:${ports[1]}`)
    .replace('listen 443', `listen 127.0.0.1:${front}`)
    .replace('/etc/ssl/tools.example.com.crt', file('crt'))
    .replace('/etc/ssl/tools.example.com.key', file('key'));
  await writeFile(file('platform.conf'), sample);
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    (name) => `${name}_temp_path ${file(name)};`,
  );
  await writeFile(
    file('nginx.conf'),
    `daemon off; master_process off; pid ${file('pid')}; error_log ${file('log')};
     events {} http { access_log off; ${temporary.join(' ')} include ${file('platform.conf')}; }`,
  );
  const started = spawn('nginx', ['-p', folder, '-c', file('nginx.conf'), '-e', file('log')], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  await once(started, 'spawn').catch(() => {
    throw new Error(
      'nginx is not installed. Install it: apt-get install --no-install-recommends nginx-light openssl',
    );
  });
  const end = Date.now() + 10_000;
  while ((await text('GET', '/anthropic/')) === 'ECONNREFUSED') {
    if (started.exitCode !== null || Date.now() > end)
      throw new Error('nginx does not start with the sample.');
    await sleep(50);
  }
  return started;
}

/** Ten of each method. @returns what was answered other than 200. */
async function ask() {
  const answers = [];
  for (let count = 0; count < 10; count += 1) {
    for (const method of METHODS) answers.push(`${method} ${await text(method, '/anthropic/')}`);
  }
  return answers
    .filter((answer) => !answer.endsWith(' 200 /'))
    .map((answer) => answer.split('\n', 1)[0].split(' <', 1)[0]);
}

/** The status and the body of an answer, or what broke. */
function text(method, path) {
  return new Promise((resolve) => {
    const options = { host: '127.0.0.1', port: front, path, method, rejectUnauthorized: false };
    request({ ...options, headers: { host: 'tools.example.com' } }, async (response) => {
      resolve(`${response.statusCode} ${(await response.setEncoding('utf8').toArray()).join('')}`);
    })
      .on('error', ({ code }) => resolve(code))
      .end();
  });
}

/** A server that answers with the path that it was asked for. */
async function listen(port) {
  const server = createServer((incoming, response) => response.end(incoming.url));
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  return server;
}

async function stop(server) {
  server.close();
  server.closeAllConnections();
  if (server.listening) await once(server, 'close');
}
