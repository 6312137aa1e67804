import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { INestApplication } from '@nestjs/common';
import { trace } from '@opentelemetry/api';
import { InMemorySpanExporter, NodeTracerProvider, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-node';
import { createSimulator, DEMO_ADMIN_KEY, ORDINARY_KEY, type Simulator } from 'anthropic-admin-simulator';
import { OUTCOME_STATUS } from '../../src/nest.js';
import { complaintsAbout } from '../support/compiler.js';
import { codeBlocks, moduleOf } from '../support/markdown.js';

const PAGE = readFileSync(new URL('../../docs/mount-it.md', import.meta.url), 'utf8');
const SHOWN = ['app', 'audited', 'hintFor', 'tests', 'ClaudeModule', 'TeamService'];
/** The tests of the page run as tests of this file. */
const COLLECT = `
const tests: Record<string, () => Promise<void>> = {};
const it = (title: string, test: () => Promise<void>) => void (tests[title] = test);`;
const source = moduleOf(codeBlocks('docs/mount-it.md', 'ts'), COLLECT, SHOWN);

interface Ran {
  readonly app: INestApplication;
  readonly audited: { readonly actionId: string; readonly code: string }[];
  readonly TeamService: new () => { preview(id: string, context: object): Promise<object> };
  readonly tests: Readonly<Record<string, () => Promise<void>>>;
  hintFor(pasted: string): string;
}

const spans = new InMemorySpanExporter();
let simulator: Simulator;
let ran: Ran;
let url: string;

beforeAll(async () => {
  simulator = await createSimulator();
  trace.setGlobalTracerProvider(new NodeTracerProvider({ spanProcessors: [new SimpleSpanProcessor(spans)] }));
  const folder = new URL('./.generated-mount/', import.meta.url);
  mkdirSync(folder, { recursive: true });
  writeFileSync(new URL('mount-it.ts', folder), source.replace('listen(3000,', 'listen(0,'));
  process.env['ANTHROPIC_BASE_URL'] = simulator.url;
  ran = (await import('./.generated-mount/mount-it.js' as string)) as Ran;
  delete process.env['ANTHROPIC_BASE_URL'];
  rmSync(folder, { recursive: true });
  url = await ran.app.getUrl();
});
afterAll(async () => {
  await ran.app.close();
  await simulator.close();
  trace.disable();
});

async function ask(method: string, path: string, body?: object): Promise<[number, unknown]> {
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(`${url}${path}`, { method, headers, body: body && JSON.stringify(body) });
  return [response.status, await response.json()];
}

it('compiles', () => {
  expect(complaintsAbout('test/docs', [source])).toEqual([[]]);
});

it('checks the format of a key in the form, and saves a valid one', async () => {
  expect([ran.hintFor(DEMO_ADMIN_KEY), ran.hintFor(ORDINARY_KEY)]).toEqual([
    '',
    expect.stringContaining('Keys are created at https://'),
  ]);
  expect(await ask('PUT', '/claude-key', { key: ORDINARY_KEY })).toMatchObject([
    422,
    { code: 'ordinary_api_key' },
  ]);
  expect(await ask('PUT', '/claude-key', { key: DEMO_ADMIN_KEY })).toMatchObject([
    200,
    { organization: 'Acme Robotics', key: expect.stringMatching(/^sk-ant-admin01-.+\.\.\..{4}$/) },
  ]);
});

it('sends data and problems, with an audit and spans', async () => {
  const { adminUserId } = simulator.demo;

  expect(await ask('GET', `/team/${adminUserId}`)).toMatchObject([200, { id: adminUserId, role: 'admin' }]);
  expect(await ask('GET', `/team/${adminUserId}/name`)).toMatchObject([200, { name: expect.any(String) }]);
  expect(await ask('GET', '/team/user_01Nobody')).toMatchObject([404, { code: 'not_found' }]);
  expect(ran.audited.map(({ actionId, code }) => `${actionId} ${code}`)).toEqual([
    'users_get ok',
    'users_get ok',
    'users_get not_found',
  ]);
  expect(spans.getFinishedSpans().map(({ name, attributes }) => [name, attributes['tenant']])).toEqual(
    Array(3).fill(['invoke users_get', 'acme']),
  );
});

it('reports its health', async () => {
  expect(await ask('GET', '/health')).toMatchObject([200, { details: { claude: { status: 'up' } } }]);
});

it('plans, and reads lists item by item and reports row by row', async () => {
  const service = ran.app.get(ran.TeamService) as {
    [method: string]: (...args: unknown[]) => Promise<unknown>;
  };
  const context = { tenantId: 'acme' };

  expect(await service['preview']!(simulator.demo.adminUserId, context)).toMatchObject({
    error: { code: 'limited_operation' },
  });
  expect(await service['workspaces']!(context)).toContain('Production');
  const fiveDaysAgo = new Date(Date.now() - 5 * 24 * 60 * 60 * 1000).toISOString();
  const tokens = (await service['tokensSince']!(fiveDaysAgo, context)) as Map<string, number>;
  expect([...tokens.values()].every((count) => count > 0)).toBe(true);
  expect(tokens.size).toBeGreaterThan(1);
});

it.each(['names the admins', 'reads the admins of the demo organization'])('shows a test that %s', (title) =>
  ran.tests[title]!(),
);

it('lists the status of every error code', () => {
  const rows = [...PAGE.matchAll(/^\| (\d{3}) +\| (.+?) *\|$/gm)];
  const listed = rows.flatMap(([, status, codes = '']) =>
    [...codes.matchAll(/`(\w+)`/g)].map(([, code]) => [code, Number(status)]),
  );

  expect(Object.fromEntries(listed)).toEqual(OUTCOME_STATUS);
});

it('leads to files that there are', () => {
  const links = [...PAGE.matchAll(/\]\((?!https:)([^)#]+)[)#]/g)].map(([, path = '']) => path);

  expect(links.length).toBeGreaterThan(3);
  for (const link of links) expect(existsSync(new URL(`../../docs/${link}`, import.meta.url))).toBe(true);
});
