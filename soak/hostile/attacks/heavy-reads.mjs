import { setTimeout as pause } from 'node:timers/promises';
import { largestReport } from '../endless-report.mjs';

const PATIENT = { 'x-request-timeout-ms': '60000' };

const reportByRest = async (client) => {
  await client.invoke(
    'usage_report_messages',
    { all: true, input: largestReport(client.random.below(10)) },
    { headers: PATIENT, token: client.token({ tenantId: 'mallory-2' }) },
  );
};

const reportByMcp = async (client) => {
  const arguments_ = { ...largestReport(client.random.below(10)), all: true };
  const params = { name: 'anthropic_usage_report_messages', arguments: arguments_ };
  await client.mcp(
    { jsonrpc: '2.0', id: 1, method: 'tools/call', params },
    { headers: PATIENT, token: client.token({ tenantId: 'mallory-3' }) },
  );
};

const verify = async (client) => {
  const tenantId = `mallory-${client.random.below(4)}`;
  const { json } = await client.call('/v1/audit/verify', {
    method: 'GET',
    token: client.token({ tenantId }),
  });
  if (json?.ok === false)
    client.found(`the audit of ${tenantId} is not as it was: ${JSON.stringify(json).slice(0, 400)}`);
};

const LARGE_ANSWERS = [
  '/v1/audit/export',
  '/v1/audit?limit=1000',
  '/v1/connectors/anthropic/exports/openapi',
  '/v1/connectors/anthropic/exports/terraform',
  '/v1/connectors/anthropic/actions?include=all,switched_off',
];

/** Asks for the largest answers that need no API, and goes away. */
const abandon = async (client) => {
  const patienceMs = 1 + client.random.below(200);
  await client.call(client.random.pick(LARGE_ANSWERS), { method: 'GET', patienceMs });
};

/** One subject books an organization for an hour. */
const book = async (client, { ended }) => {
  const token = client.token({ tenantId: 'mallory-0', sub: 'the-one-subject' });
  const headers = { 'x-request-timeout-ms': '3600000' };
  const calls = Array.from({ length: client.options.booked }, (_, nth) =>
    client.invoke(
      'users_list',
      { input: { limit: 1 + nth } },
      { token, headers, patienceMs: client.options.bookedForMs },
    ),
  );
  await Promise.all(calls);
  await pause(1_000, undefined, { signal: ended }).catch(() => {});
};

export const HEAVY_READ_ATTACKS = [
  { name: 'endless reports by REST', workers: 5, pauseMs: 15_000, step: reportByRest },
  { name: 'endless reports by MCP', workers: 5, pauseMs: 15_000, step: reportByMcp },
  { name: 'audits verified in parallel', workers: 20, pauseMs: 1_500, step: verify },
  { name: 'large answers that are abandoned', workers: 2, pauseMs: 150, step: abandon },
  { name: 'calls of one subject with an hour each', workers: 1, pauseMs: 500, step: book },
];
