import type { ConnectorOptions } from 'anthropic-admin-connector';
import type { BootedPlatform } from '../platform/support/boot-platform.js';
import { bootWith } from '../database/support/boot-stored.js';

const invoke = ({ call }: BootedPlatform, action: string, input: object) =>
  call(`/actions/${action}/invoke`, { method: 'POST', body: { input } });

/** The lines of the page that tell of one metric. */
async function lines({ url }: BootedPlatform, name: string): Promise<string[]> {
  const response = await fetch(`${url}/metrics`);
  expect(response.headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/);
  return (await response.text()).split('\n').filter((line) => line.startsWith(name));
}

test('counts invocations by action and outcome, and requests by what came of them', async () => {
  const platform = await bootWith({});
  await platform.connect();

  await invoke(platform, 'users_list', {});
  await invoke(platform, 'users_get', { user_id: 'user_nobody' });
  await invoke(platform, 'api_keys_delete', { api_key_id: 'apikey_01' });

  expect(await lines(platform, 'connector_invocations_total')).toEqual([
    'connector_invocations_total{action="users_list",code="ok"} 1',
    'connector_invocations_total{action="users_get",code="not_found"} 1',
    'connector_invocations_total{action="api_keys_delete",code="limited_operation"} 1',
  ]);
  expect(await lines(platform, 'connector_upstream_requests_total')).toEqual([
    'connector_upstream_requests_total{method="GET",result="200"} 2',
    'connector_upstream_requests_total{method="GET",result="404"} 1',
  ]);
  expect(await lines(platform, 'connector_invocation_duration_seconds_count')).toHaveLength(3);
});

test('gives callers no way to make new series, and shows nothing of tenants', async () => {
  const platform = await bootWith({});
  await platform.connect('acme-secret-tenant');

  for (const name of ['one', 'two', 'three']) await invoke(platform, name, {});

  expect(await lines(platform, 'connector_invocations_total')).toEqual([
    'connector_invocations_total{action="unknown",code="unknown_action"} 3',
  ]);
  expect((await lines(platform, '')).join('\n')).not.toMatch(/acme|sk-ant|"ada"|org_/);
});

test('counts retries, and what the audit could not write down', async () => {
  const audit: ConnectorOptions['audit'] = {
    end: () => Promise.reject(new Error('the disk is full')),
  };
  const platform = await bootWith({}, { connector: { audit, maxRetries: 1 } });
  await platform.connect();
  platform.simulator.faults.add({ kind: 'status', status: 503, times: 1 });

  await invoke(platform, 'users_list', {});

  expect(await lines(platform, 'platform_audit_failures_total')).toEqual([
    'platform_audit_failures_total{kind="intent"} 0',
    'platform_audit_failures_total{kind="invocation"} 1',
    'platform_audit_failures_total{kind="credential"} 0',
  ]);
  expect(await lines(platform, 'connector_retries_total')).toEqual([
    'connector_retries_total{method="GET"} 1',
  ]);
});

test('still tells a host of what it has asked to hear', async () => {
  const heard: string[] = [];
  const platform = await bootWith({}, { connector: { onEvent: ({ type }) => void heard.push(type) } });
  await platform.connect();

  await invoke(platform, 'users_list', {});

  expect(heard).toContain('attempt_finished');
});
