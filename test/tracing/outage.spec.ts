import { freePort } from '../../scripts/free-port.mjs';
import { until } from '../platform/support/until.js';
import { bootWith } from '../database/support/boot-stored.js';
import { startCollector } from './support/collector.js';

test('works and stops while nobody takes its spans', async () => {
  const port = await freePort();
  const platform = await bootWith({ OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${port}` });

  const answer = await platform.call('/actions');
  await platform.close();

  expect(answer.status).toBe(200);
});

test('says once that its spans are lost, and nothing of where they go', async () => {
  const collector = await startCollector(400);
  const endpoint = collector.url.replace('//', '//operator:secret-of-the-collector@');
  const platform = await bootWith({ OTEL_EXPORTER_OTLP_ENDPOINT: endpoint });
  const warnings = (): string[] => platform.log.filter((line) => line.includes('rejecting spans'));

  await platform.call('/actions');
  await platform.close();
  await until(() => warnings().length > 0);

  expect(warnings()).toHaveLength(1);
  const basic = Buffer.from('operator:secret-of-the-collector').toString('base64');
  expect(new Set(collector.authorizations)).toEqual(new Set([`Basic ${basic}`]));
  expect(platform.log.join('')).not.toContain('secret-of-the-collector');
  await collector.close();
});

test.each([
  ['OTEL_EXPORTER_OTLP_ENDPOINT', 'collector:4318'],
  ['OTEL_EXPORTER_OTLP_TRACES_ENDPOINT', 'ftp://collector/v1/traces'],
])('refuses to start where %s is no URL', async (name, value) => {
  await expect(bootWith({ [name]: value })).rejects.toThrow(`${name} must be the`);
});
