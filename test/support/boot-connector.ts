import { AnthropicConnector } from '../../src/connector/connector.js';
import type { ConnectorOptions } from '../../src/kit/engine/options.js';
import type { Connection, ConnectionRef, OpenConnection } from '../../src/kit/connections/connection.js';
import { InMemoryConnectionStore } from '../../src/kit/connections/in-memory-connection-store.js';
import { SecretString } from '../../src/kit/vault/secret-string.js';
import { startRecordingApi, type Answer, type RecordingApi } from './recording-api.js';

/** The tenant of the tests. */
export const CONTEXT = { tenantId: 'acme', requestId: 'test' } as const;

/** A key with the right shape that exists nowhere. */
export const TEST_KEY = 'sk-ant-admin01-test-key-that-exists-nowhere-0000';

/** A store that counts how often a key was asked for. */
export class CountingStore extends InMemoryConnectionStore {
  opened = 0;

  override open(ref: ConnectionRef): Promise<OpenConnection | undefined> {
    this.opened += 1;
    return super.open(ref);
  }
}

/** A connector with a saved key, and the server it talks to. */
export interface Booted {
  connector: AnthropicConnector;
  api: RecordingApi;
  store: CountingStore;
  close(): Promise<void>;
}

/** The connection that is saved. */
export const CONNECTION: Connection = {
  connector: 'anthropic',
  tenantId: CONTEXT.tenantId,
  name: 'default',
  state: 'active',
  organization: { id: 'org_test', name: 'Test' },
  keyPreview: 'sk-ant-admin01-sim...0000',
  revision: 1,
  savedBy: 'test',
  savedAt: '2026-11-01T00:00:00.000Z',
  checkedAt: '2026-11-01T00:00:00.000Z',
};

/** Boots a connector against a recording server, with one connection saved. */
export async function bootConnector(answer?: Answer, options: ConnectorOptions = {}): Promise<Booted> {
  const api = await startRecordingApi(answer);
  const store = new CountingStore();
  await store.put(CONNECTION, new SecretString(TEST_KEY), 0);
  const connector = new AnthropicConnector({
    baseUrl: api.url,
    store,
    maxRetries: 0,
    requestsPerMinute: 100_000,
    ...options,
  });
  return {
    connector,
    api,
    store,
    close: async () => {
      await connector.close();
      await api.close();
    },
  };
}
